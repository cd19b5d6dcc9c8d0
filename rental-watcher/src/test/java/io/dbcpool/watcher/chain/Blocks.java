package io.dbcpool.watcher.chain;

import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.chain.feed.Tenancy;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Block 100, and what it says of order 7 on one machine. */
final class Blocks {

    static final MachineId MACHINE = new MachineId("8e".repeat(32));
    static final Instant TIME = Instant.parse("2026-11-24T00:00:00Z");
    static final Optional<RentOrderId> ORDER = Optional.of(new RentOrderId(7));
    static final BlockRef BLOCK = new BlockRef(100, Hash256.ofContent(new byte[0]));
    static final BlockNumber NUMBER = new BlockNumber(100);

    private Blocks() {}

    /** @param retracted what a fork has taken back, if it has */
    static RentalNews news(Kind kind, boolean isFinal, Optional<Kind> retracted) {
        return new RentalNews(
                MACHINE,
                RentPallet.RENT_MACHINE,
                kind,
                ORDER,
                Optional.empty(),
                List.of(0),
                List.of(0),
                Tenancy.RENTED,
                BLOCK,
                TIME,
                isFinal,
                retracted,
                0);
    }
}

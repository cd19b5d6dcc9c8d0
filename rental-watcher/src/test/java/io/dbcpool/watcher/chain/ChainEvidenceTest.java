package io.dbcpool.watcher.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.chain.feed.Tenancy;
import io.dbcpool.chain.pending.PendingRental;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChainEvidenceTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final Instant TIME = Instant.parse("2026-11-24T00:00:00Z");
    private static final Instant HEARD = TIME.plusMillis(1_500);
    private static final Optional<RentOrderId> ORDER = Optional.of(new RentOrderId(7));
    private static final Hash256 HASH = Hash256.ofContent(new byte[0]);

    /** Of Blake2b-256 of nothing. */
    private static final String HASH_TEXT = "0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";

    @ParameterizedTest(name = "{0}, final: {1}")
    @MethodSource
    void whatABlockSaysStandsInTheReceiptWithItsHash(
            Kind kind, boolean isFinal, Source source, String says, Instant saidAt) {
        assertThat(find(news(kind, isFinal, Optional.of(Kind.ORDERED))))
                .contains(new SignalHeard(
                        source,
                        Via.DIRECT,
                        says,
                        saidAt,
                        HEARD,
                        HEARD,
                        1,
                        "RentMachine",
                        ORDER,
                        Optional.of(new BlockNumber(100)),
                        Optional.of(HASH_TEXT),
                        Optional.of(TIME),
                        Optional.empty()));
    }

    static Stream<Arguments> whatABlockSaysStandsInTheReceiptWithItsHash() {
        return Stream.of(
                arguments(Kind.ORDERED, false, Source.BEST_BLOCK, "renting", TIME),
                arguments(Kind.ORDERED, true, Source.FINALIZED_BLOCK, "renting", TIME),
                arguments(Kind.CONFIRMED, false, Source.BEST_BLOCK, "renting", TIME),
                arguments(Kind.EXTENDED, true, Source.FINALIZED_BLOCK, "renting", TIME),
                arguments(Kind.RETRACTED, false, Source.BEST_BLOCK, "retracted", HEARD));
    }

    @Test
    void whatSaysNothingOfARentalStandsInNone() {
        for (Kind kind : List.of(Kind.ENDED, Kind.EXPIRED, Kind.FORCED_OFFLINE)) {
            assertThat(find(news(kind, true, Optional.empty()))).as("%s", kind).isEmpty();
        }
        assertThat(find(news(Kind.RETRACTED, false, Optional.of(Kind.CONFIRMED))))
                .as("the order stands")
                .isEmpty();
    }

    @Test
    void aCallThatWaitsStandsInItWithItsExtrinsic() {
        assertThat(ChainEvidence.hint(
                        new PendingRental(HASH, MACHINE, RentPallet.RENT_MACHINE, Optional.empty()), HEARD))
                .isEqualTo(new SignalHeard(
                        Source.CHAIN_POOL,
                        Via.DIRECT,
                        "pending",
                        HEARD,
                        HEARD,
                        HEARD,
                        1,
                        "extrinsic " + HASH_TEXT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Optional<SignalHeard> find(RentalNews news) {
        return ChainSignals.find(news).flatMap(signal -> ChainEvidence.find(news, signal, HEARD));
    }

    private static RentalNews news(Kind kind, boolean isFinal, Optional<Kind> retracted) {
        return new RentalNews(
                MACHINE,
                RentPallet.RENT_MACHINE,
                kind,
                ORDER,
                Optional.empty(),
                List.of(0),
                List.of(0),
                Tenancy.RENTED,
                new BlockRef(100, HASH),
                TIME,
                isFinal,
                retracted,
                0);
    }
}

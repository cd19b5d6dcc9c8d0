package io.dbcpool.bridge.rentals;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.ChainRental.Finality;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.values.BlockNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a block said, as a record. Its id follows from chain, block, machine, order, kind and finality: whoever tells it
 * again, after a crash or on another host, tells it under the same id.
 *
 * @param genesis the chain's first block, by which one chain differs from another
 * @param source {@code /dbcpool/<pool>/chain-bridge/<host name>}
 */
public record RentalRecords(String genesis, String source) {

    /** A word of the chain that is older shortens nobody's deadline any more. */
    static final Duration LATE = Duration.ofSeconds(10);

    public Envelope of(RentalNews news, Instant observedAt) {
        var kind = kind(news.kind());
        var retracted = news.retracted().map(RentalRecords::kind);
        var finality = news.isFinal() ? Finality.FINALIZED_BLOCK : Finality.BEST_BLOCK;
        String hash = news.block().hash().toString();
        String id = NameBasedId.of(
                "chain-rental",
                genesis,
                hash,
                news.machine().hex(),
                name(news.pallet()),
                news.order().map(Object::toString).orElse(""),
                kind.name(),
                retracted.map(Enum::name).orElse(""),
                finality.name(),
                Integer.toString(news.round()));
        var rental = new ChainRental(
                news.machine(),
                kind,
                news.order(),
                news.renter().map(account -> account.toSs58(DbcRuntime.SS58_PREFIX)),
                news.usedGpus(),
                new BlockNumber(news.block().number()),
                hash,
                EventCodec.micros(news.blockTime()),
                finality,
                EventCodec.micros(observedAt),
                Duration.between(news.blockTime(), observedAt).compareTo(LATE) > 0,
                Optional.of(name(news.pallet())),
                Optional.of(news.orderGpus()),
                Optional.of(ChainRental.Tenancy.valueOf(news.tenancy().name())),
                retracted);
        return new Envelope(id, source, rental.blockTime(), rental);
    }

    /** {@code rent-machine} or {@code terminating-rental}. */
    public static String name(RentPallet pallet) {
        return pallet.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ChainRental.Kind kind(RentalNews.Kind kind) {
        return switch (kind) {
            case ORDERED -> ChainRental.Kind.ORDERED;
            case CONFIRMED -> ChainRental.Kind.CONFIRMED;
            case EXTENDED -> ChainRental.Kind.EXTENDED;
            case ENDED -> ChainRental.Kind.ENDED;
            case EXPIRED -> ChainRental.Kind.EXPIRED;
            case FORCED_OFFLINE -> ChainRental.Kind.FORCED_OFFLINE;
            case RETRACTED -> ChainRental.Kind.RETRACTED;
        };
    }
}

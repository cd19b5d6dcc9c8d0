package io.dbcpool.watcher.chain;

import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.pending.PendingRental;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Instant;
import java.util.Optional;

/**
 * What the watcher itself read on the chain of a rental, for the receipt. That a block leaves a machine free is not
 * kept: each finalized block says so again, and would crowd out what is said once.
 */
final class ChainEvidence {

    private ChainEvidence() {}

    /** @param now this host's wall clock when the block was read, a label */
    static Optional<SignalHeard> find(RentalNews news, Signal signal, Instant now) {
        var at = EventCodec.micros(now);
        if (signal instanceof SaysRented says) {
            return Optional.of(ofBlock(news, says.trigger().source(), "renting", says.saidAt(), at));
        } else if (signal instanceof ChainRetracts) {
            return Optional.of(ofBlock(news, Source.BEST_BLOCK, "retracted", at, at));
        }
        return Optional.empty();
    }

    private static SignalHeard ofBlock(RentalNews news, Source source, String says, Instant saidAt, Instant at) {
        return new SignalHeard(
                source,
                Via.DIRECT,
                says,
                saidAt,
                at,
                at,
                1,
                news.pallet().orders(),
                news.order(),
                Optional.of(new BlockNumber(news.block().number())),
                Optional.of(news.block().hash().toString()),
                Optional.of(EventCodec.micros(news.blockTime())),
                Optional.empty());
    }

    /** @param now this host's wall clock when it was seen in a chain node's pool, a label */
    static SignalHeard hint(PendingRental rental, Instant now) {
        return SignalHeard.of(
                Source.CHAIN_POOL,
                Via.DIRECT,
                "pending",
                EventCodec.micros(now),
                "extrinsic " + rental.extrinsic(),
                Optional.empty());
    }
}

package io.dbcpool.events;

import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.Optional;

/**
 * The signal that began a vacate: the first credible one.
 *
 * @param via whether the watcher heard it itself or by way of Kafka
 * @param observedAt when it was first heard, by whoever heard it first: the moment from which the ten seconds count
 */
public record Trigger(
        Source source,
        Via via,
        Instant observedAt,
        Optional<RentOrderId> rentOrderId,
        Optional<BlockNumber> block,
        Optional<Instant> blockTime) {

    public enum Source {
        CHAIN_POOL,
        BEST_BLOCK,
        FINALIZED_BLOCK,
        BROADCAST,
        HYPERVISOR
    }

    public enum Via {
        DIRECT,
        KAFKA
    }

    /** One without a chain behind it. */
    public static Trigger of(Source source, Via via, Instant observedAt) {
        return new Trigger(source, via, observedAt, Optional.empty(), Optional.empty(), Optional.empty());
    }
}

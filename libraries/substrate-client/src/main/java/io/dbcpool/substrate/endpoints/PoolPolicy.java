package io.dbcpool.substrate.endpoints;

import io.dbcpool.substrate.crypto.hash.Hash256;
import java.time.Duration;
import java.util.Optional;

/**
 * When a node is good enough.
 *
 * @param genesis of the chain that is wanted; if empty, that of the first node that answers
 * @param silence how long a node may announce no head, its connection being open, before it is asked why
 * @param lagGrace how long a node may be one block behind what another one announced
 * @param maxLagBlocks how many blocks a node may be behind within that grace
 * @param healthEvery how often a node is asked whether it is syncing
 * @param firstRetry until a lost node is tried again; doubled each time up to {@code lastRetry}
 * @param quarantine how long a node that answered wrongly is left alone; doubled each time, at most a day
 */
public record PoolPolicy(
        Optional<Hash256> genesis,
        Duration silence,
        Duration lagGrace,
        int maxLagBlocks,
        Duration healthEvery,
        Duration firstRetry,
        Duration lastRetry,
        Duration quarantine) {

    /** For blocks of six seconds: another node takes over before the next block. */
    public static final PoolPolicy DEFAULT = new PoolPolicy(
            Optional.empty(),
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            2,
            Duration.ofSeconds(6),
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10));

    public PoolPolicy {
        if (firstRetry.isNegative() || firstRetry.isZero() || lastRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "wanted 0 < firstRetry <= lastRetry, but found %s and %s".formatted(firstRetry, lastRetry));
        }
        if (maxLagBlocks < 1) {
            throw new IllegalArgumentException("maxLagBlocks must be at least 1, was " + maxLagBlocks);
        }
    }

    /** The same, for the chain of that genesis only. */
    public PoolPolicy withGenesis(Hash256 wanted) {
        return new PoolPolicy(
                Optional.of(wanted), silence, lagGrace, maxLagBlocks, healthEvery, firstRetry, lastRetry, quarantine);
    }

    /** The same, with so long without a head until a node counts as silent. */
    public PoolPolicy withSilence(Duration allowed) {
        return new PoolPolicy(genesis, allowed, lagGrace, maxLagBlocks, healthEvery, firstRetry, lastRetry, quarantine);
    }

    /** The same, with so long to catch up with the others. */
    public PoolPolicy withLagGrace(Duration allowed) {
        return new PoolPolicy(genesis, silence, allowed, maxLagBlocks, healthEvery, firstRetry, lastRetry, quarantine);
    }

    /** The same, with that long until the first and at most until each later try. */
    public PoolPolicy withRetries(Duration first, Duration last) {
        return new PoolPolicy(genesis, silence, lagGrace, maxLagBlocks, healthEvery, first, last, quarantine);
    }

    /** The same, with so long without a question for a node that answered wrongly. */
    public PoolPolicy withQuarantine(Duration time) {
        return new PoolPolicy(genesis, silence, lagGrace, maxLagBlocks, healthEvery, firstRetry, lastRetry, time);
    }
}

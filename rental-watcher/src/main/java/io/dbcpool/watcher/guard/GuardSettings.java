package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * What is the same for every machine that a watcher guards.
 *
 * @param actor which watcher this is, as receipts name it
 * @param bootId this run of the host, so that a monotonic time that was written down is not used after a reboot
 * @param drillEvery how long after its last drill a machine that is free is drilled by itself; empty: never
 * @param chainConfigured whether the pool's file names chain nodes
 */
record GuardSettings(
        VacatePolicy policy,
        Duration holdDown,
        String actor,
        String bootId,
        Optional<Duration> drillEvery,
        boolean chainConfigured) {

    /** Without a schedule and without a chain. */
    GuardSettings(VacatePolicy policy, Duration holdDown, String actor, String bootId) {
        this(policy, holdDown, actor, bootId, Optional.empty(), false);
    }
}

package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.belief.BeliefPolicy;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What is the same for every machine that a watcher guards.
 *
 * @param trust how long words have to hold
 * @param actor which watcher this is
 * @param bootId this run of the host, so that a monotonic time that was written down is not used after a reboot
 * @param drillEvery how long after its last drill a machine that is free is drilled by itself; empty: never
 * @param chainConfigured whether the pool's file names chain nodes
 * @param ids a new id each time, for vacates, drills and what is told of them
 */
record GuardSettings(
        VacatePolicy policy,
        BeliefPolicy trust,
        Actor actor,
        String bootId,
        Optional<Duration> drillEvery,
        boolean chainConfigured,
        Supplier<UUID> ids) {

    /** In this process, with ids that nobody can foretell. */
    GuardSettings(
            VacatePolicy policy,
            BeliefPolicy trust,
            String actor,
            String bootId,
            Optional<Duration> drillEvery,
            boolean chainConfigured) {
        this(policy, trust, new Actor(actor, OurVersions.OURS), bootId, drillEvery, chainConfigured, UUID::randomUUID);
    }

    /** Without a schedule, without a chain and without hints from its pool. */
    GuardSettings(VacatePolicy policy, Duration holdDown, String actor, String bootId) {
        this(policy, BeliefPolicy.ofHoldDown(holdDown), actor, bootId, Optional.empty(), false);
    }
}

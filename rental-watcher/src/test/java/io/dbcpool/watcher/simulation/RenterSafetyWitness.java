package io.dbcpool.watcher.simulation;

import io.dbcpool.hypervisor.ownership.RenterMarkers;
import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;

/** Invariant 2: nothing is done to a domain that is not the owner's at that moment. */
final class RenterSafetyWitness {

    private final World world;
    private final Violations violations;

    RenterSafetyWitness(World world, Violations violations) {
        this.world = world;
        this.violations = violations;
    }

    /** Somebody is about to do something to it. */
    void onTouched(SimulatedWatcher watcher, SimulatedDomain domain, String how) {
        world.note(() -> "domain %s is %s".formatted(domain.uuid(), how));
        if (domain.whose() != Whose.OWNERS && couldKnow(watcher, domain)) {
            violations.add("2: domain %s is %s and was %s".formatted(domain.uuid(), domain.whose(), how));
        }
    }

    /** Of one that bears no marker only the pin of the first tells, and that was in the journal. */
    private static boolean couldKnow(SimulatedWatcher watcher, SimulatedDomain domain) {
        return !RenterMarkers.find(domain.definition()).isEmpty() || watcher.journalDamagedAtNanos() == Long.MIN_VALUE;
    }
}

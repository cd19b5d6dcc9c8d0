package io.dbcpool.watcher.simulation;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Invariant 2: nothing is done to a domain that is not the owner's at that moment, as far as a watcher could know. */
final class RenterSafetyWitness {

    /** From when a guard comes to what was read until that is in its journal. */
    private static final long WRITTEN_WITHIN_NANOS = Duration.ofMillis(100).toNanos();

    /**
     * A reading of a domain's definition.
     *
     * @param takenUpNanos when the guard comes to it, if it lives so long
     */
    private record Reading(DomainDefinition definition, long atNanos, long takenUpNanos) {}

    private final World world;
    private final Violations violations;
    private final Map<SimulatedWatcher, Map<UUID, Reading>> read = new HashMap<>();

    RenterSafetyWitness(World world, Violations violations) {
        this.world = world;
        this.violations = violations;
    }

    /** It has read what the domain's definition says now. */
    void onRead(SimulatedWatcher watcher, SimulatedDomain domain) {
        read.computeIfAbsent(watcher, same -> new HashMap<>())
                .put(
                        domain.uuid(),
                        new Reading(domain.definition(), world.agenda().nowNanos(), watcher.takesUpAtNanos()));
    }

    /** Somebody is about to do something to it. */
    void onTouched(SimulatedWatcher watcher, SimulatedDomain domain, String how) {
        world.note(() -> "domain %s is %s".formatted(domain.uuid(), how));
        if (domain.whose() != Whose.OWNERS && couldKnow(watcher, domain)) {
            violations.add("2: domain %s is %s and was %s".formatted(domain.uuid(), domain.whose(), how));
        }
    }

    /** Whether it has read that definition in this run, or kept it in one before, or could have asked for it. */
    private boolean couldKnow(SimulatedWatcher watcher, SimulatedDomain domain) {
        var reading = Optional.ofNullable(read.getOrDefault(watcher, Map.of()).get(domain.uuid()))
                .filter(last -> last.definition().equals(domain.definition()));
        boolean hasWritten =
                reading.filter(last -> livedOn(watcher, last.takenUpNanos())).isPresent();
        boolean hasReadInThisRun = reading.filter(last -> last.atNanos() >= watcher.startedAtNanos())
                .isPresent();
        boolean isOldFriend = domain.uuid().equals(World.OWNERS_UUID);
        if (!isOldFriend && domain.definition().hypervVendorId().isEmpty()) {
            // Only the pin of the first tells of it, and that was in the journal.
            return watcher.journalDamagedAtNanos() == Long.MIN_VALUE;
        }
        return !isOldFriend
                || (watcher.isConnected() && world.host().libvirt() == Libvirt.UP)
                || hasReadInThisRun
                || (hasWritten && !watcher.hasLostEvidence());
    }

    private static boolean livedOn(SimulatedWatcher watcher, long sinceNanos) {
        return watcher.downNanos(sinceNanos, sinceNanos + WRITTEN_WITHIN_NANOS) == 0;
    }
}

package io.dbcpool.watcher.simulation;

import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.VacateStarted;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Invariant 8, bounded spoof: a forged word stops the owner's domain once in a hold-down, and not again. */
final class SpoofWitness {

    private final World world;
    private final Violations violations;
    private final BegunVacates begun;
    private final Map<SimulatedProcess, Boolean> startedWhileRented = new LinkedHashMap<>();
    /** When a watcher last began a vacate that was needless. */
    private final Map<SimulatedWatcher, Long> needlessNanos = new HashMap<>();

    SpoofWitness(World world, Violations violations, BegunVacates begun) {
        this.world = world;
        this.violations = violations;
        this.begun = begun;
    }

    /** The owner starts it by hand. */
    void onStartedByHand(SimulatedProcess process) {
        startedWhileRented.put(
                process,
                world.watchers().stream()
                        .anyMatch(watcher -> watcher.believesRented() || watcher.believedRentedWhenItDied()));
    }

    void onBegun(SimulatedWatcher watcher, VacateStarted started) {
        if (started.trigger().source() != Source.BROADCAST) {
            return;
        }
        var process = begun.processes(started.vacateId()).stream().findFirst();
        // What has gone before libvirt noticed, in a life of the watcher's before this one, is not stopped again.
        if (process.isEmpty()
                || !world.plot().isAllForged()
                || watcher.hasLostEvidence()
                || world.host().hasLied()) {
            return;
        }
        boolean byHand = startedWhileRented.getOrDefault(process.get(), false);
        long begunNanos = begun.begunNanos(started);
        long gap = begunNanos - needlessNanos.getOrDefault(watcher, Long.MIN_VALUE / 2);
        if (!byHand && gap < World.HOLD_DOWN.toNanos()) {
            violations.add("8: a forged word stopped domain %s again after %.3f s"
                    .formatted(started.domain().uuid(), gap / 1e9));
        }
        needlessNanos.put(watcher, begunNanos);
    }
}

package io.dbcpool.watcher.simulation;

import io.dbcpool.watcher.guard.VacateView;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Invariant 4: the deadline that a running vacate is stamped with moves only earlier, through all runs. */
final class StampedDeadlineWitness {

    /** The earliest deadline of a vacate, and when it was first seen. */
    private record Stamp(Instant deadline, long sinceNanos) {}

    private final World world;
    private final Agenda agenda;
    private final Violations violations;
    private final Map<UUID, Stamp> stamps = new HashMap<>();

    StampedDeadlineWitness(World world, Violations violations) {
        this.world = world;
        this.agenda = world.agenda();
        this.violations = violations;
    }

    void onTurn(SimulatedWatcher watcher) {
        for (VacateView vacate : watcher.runningVacates()) {
            var now = new Stamp(vacate.deadline(), agenda.nowNanos());
            var before = stamps.getOrDefault(vacate.vacateId(), now);
            boolean isLater = now.deadline().isAfter(before.deadline().plus(Witness.LABEL_SLACK));
            if (isLater && !mayHaveForgotten(watcher, before)) {
                violations.add("4: vacate %s had the deadline %s, and has %s"
                        .formatted(vacate.vacateId(), before.deadline(), now.deadline()));
            }
            boolean isEarlier = now.deadline().isBefore(before.deadline());
            stamps.put(vacate.vacateId(), isLater || isEarlier ? now : before);
        }
    }

    /** It is another run than that which stamped it, and the disk between them has not kept it. */
    private boolean mayHaveForgotten(SimulatedWatcher watcher, Stamp stamp) {
        return watcher.startedAtNanos() > stamp.sinceNanos()
                && (watcher.mayHaveForgotten(stamp.sinceNanos())
                        || watcher.journalDamagedAtNanos() >= stamp.sinceNanos()
                        || world.wall().isSteppedSince(stamp.sinceNanos()));
    }
}

package io.dbcpool.watcher.simulation;

import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import java.time.Duration;

/** Invariant 3, no resurrection: only the owner's domain is started, and only when the machine is free for long. */
final class StartWitness {

    /** libvirt's word of a start is on its way for no longer. */
    private static final long START_IS_TOLD_WITHIN_NANOS =
            Duration.ofMillis(500).toNanos();

    private final World world;
    private final Agenda agenda;
    private final Violations violations;
    private final WordsHeard heard;
    private long starts;

    StartWitness(World world, Violations violations, WordsHeard heard) {
        this.world = world;
        this.agenda = world.agenda();
        this.violations = violations;
        this.heard = heard;
    }

    long starts() {
        return starts;
    }

    /** A watcher starts a domain, at this moment. */
    void onStarted(SimulatedWatcher watcher, SimulatedDomain domain) {
        world.note(() -> "watcher %s starts domain %s".formatted(watcher.number(), domain.uuid()));
        starts++;
        long now = agenda.nowNanos();
        if (domain.whose() != Whose.OWNERS) {
            violations.add("2: domain %s is %s and was started".formatted(domain.uuid(), domain.whose()));
        }
        for (SimulatedDomain other : world.host().all()) {
            if (other.whose() != Whose.OWNERS && other.isRunning() && !isHidden(other)) {
                violations.add("3: domain %s was started while domain %s, which is %s, runs"
                        .formatted(domain.uuid(), other.uuid(), other.whose()));
            }
        }
        long rentingSaidNanos = heard.rentingSaidNanos(watcher);
        if (now - rentingSaidNanos < World.HOLD_DOWN.toNanos()) {
            violations.add("3: domain %s was started %.3f s after it was said that the machine is rented"
                    .formatted(domain.uuid(), (now - rentingSaidNanos) / 1e9));
        }
        long chainFreeSaidNanos = heard.chainFreeSaidNanos(watcher);
        if (chainFreeSaidNanos == Long.MAX_VALUE || now - chainFreeSaidNanos < World.HOLD_DOWN.toNanos()) {
            violations.add("3: domain %s was started, and the finalized chain has not said free for the hold-down"
                    .formatted(domain.uuid()));
        }
    }

    /** Started a moment ago, and left out by a libvirtd that lists what was so before. */
    private boolean isHidden(SimulatedDomain other) {
        boolean isListed = world.host().list().stream()
                .anyMatch(listed -> listed.uuid().equals(other.uuid()) && listed.isActive());
        return !isListed
                && other.process()
                        .filter(process -> agenda.nowNanos() - process.startedAtNanos() < START_IS_TOLD_WITHIN_NANOS)
                        .isPresent();
    }
}

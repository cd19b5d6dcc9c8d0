package io.dbcpool.watcher.simulation;

import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Invariant 1: while a watcher believes that the machine is rented, the owner's domain is gone by its deadline. */
final class DeadlineWitness {

    private final World world;
    private final Agenda agenda;
    private final Violations violations;
    private final BegunVacates begun;
    private final DeadlineExcuses excuses;
    private final AlertWitness alerts;
    private final Map<SimulatedProcess, VacateWindow> windows = new LinkedHashMap<>();

    DeadlineWitness(
            World world, Violations violations, BegunVacates begun, DeadlineExcuses excuses, AlertWitness alerts) {
        this.world = world;
        this.agenda = world.agenda();
        this.violations = violations;
        this.begun = begun;
        this.excuses = excuses;
        this.alerts = alerts;
    }

    /** It believes that the machine is rented, and who runs? */
    void onTurn(SimulatedWatcher watcher) {
        for (SimulatedDomain domain : world.host().all()) {
            if (VacateWindow.isToGo(domain)) {
                domain.process().ifPresent(process -> {
                    var window = windows.computeIfAbsent(process, fresh -> open(domain, fresh));
                    window.noteRented(agenda.nowNanos());
                    if (!window.isKnownTo(watcher)) {
                        window.noteBelieved(watcher, agenda.nowNanos());
                        if (watcher.isPinned(domain.uuid())) {
                            window.noteKnown(watcher, agenda.nowNanos());
                        }
                    }
                });
            }
        }
    }

    private VacateWindow open(SimulatedDomain domain, SimulatedProcess process) {
        var window = new VacateWindow(domain, process, agenda.nowNanos());
        judgeAt(window);
        return window;
    }

    private void judgeAt(VacateWindow window) {
        long due = window.dueNanos();
        agenda.at(due + 1, () -> {
            if (window.dueNanos() == due && window.process().isAlive()) {
                judgeLate(window);
            }
        });
    }

    /**
     * A watcher has just believed the chain, whose block was made then: the ten seconds count from that, unless the
     * host's clock says that it is of the future, or of long ago.
     */
    void onBelieved(long saidNanos) {
        long now = agenda.nowNanos();
        long age = Duration.between(world.wall().label(saidNanos), world.wall().instant())
                .toNanos();
        if (age > 0 && age < VacateWindow.DEADLINE_NANOS) {
            for (VacateWindow window : windows.values()) {
                long due = Math.max(now - age + VacateWindow.DEADLINE_NANOS, now + VacateWindow.LEAST_NANOS);
                boolean ranThen = window.process().startedAtNanos() <= now - age;
                if (window.process().isAlive() && ranThen && window.openedAtNanos() == now && due < window.dueNanos()) {
                    window.countsFrom(now - age, due);
                    judgeAt(window);
                }
            }
        }
    }

    private void judgeLate(VacateWindow window) {
        boolean isBegun = begun.isOneOf(window.process());
        if (!VacateWindow.isToGo(window.domain()) || (window.isBrief() && !isBegun)) {
            return;
        }
        if (world.watchers().stream().noneMatch(watcher -> excuses.couldAct(watcher, window))) {
            return;
        }
        boolean couldBeEnded = !window.process().isUnreapable()
                && !(world.host().areSignalsForbidden() && world.host().libvirt() != Libvirt.UP);
        boolean endsNow = window.process().isKilled();
        alerts.expectBroken(window);
        boolean couldEndIt = world.watchers().stream()
                .anyMatch(watcher -> excuses.couldAct(watcher, window) && !excuses.hasComeUpTooLate(watcher, window));
        if (couldBeEnded && couldEndIt && !wasUnreapable(window.process())) {
            violations.add(
                    "1: domain %s could have been ended and runs after its deadline; libvirt %s, a SIGKILL was sent: %s"
                            .formatted(window.domain().uuid(), world.host().libvirt(), endsNow));
        }
    }

    private static boolean wasUnreapable(SimulatedProcess process) {
        return process.wasUnreapable() || process.wasOutOfReach();
    }
}

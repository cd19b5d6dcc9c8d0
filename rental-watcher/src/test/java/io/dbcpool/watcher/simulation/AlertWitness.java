package io.dbcpool.watcher.simulation;

import io.dbcpool.events.Alert;
import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import java.time.Duration;

/**
 * That somebody is told: of a domain that runs after its deadline (invariant 1), and of a libvirtd that is gone
 * (invariant 7).
 */
final class AlertWitness {

    private static final long ALERT_MAY_TAKE_NANOS = Duration.ofMillis(1_200).toNanos();
    /** One that is back looks at the host, and for the process, before it tells. */
    private static final long ALERT_IS_TOLD_WHEN_BACK_WITHIN_NANOS =
            Duration.ofSeconds(5).toNanos();

    /** One that comes up may believe that the machine is rented before libvirt has told it who runs. */
    private static final long LIBVIRT_TELLS_WITHIN_NANOS = Duration.ofSeconds(1).toNanos();

    /** From when a guard comes to a word until that is in its journal. */
    private static final long WRITTEN_WITHIN_NANOS = Duration.ofMillis(100).toNanos();

    private final World world;
    private final Agenda agenda;
    private final Violations violations;
    private final DeadlineExcuses excuses;
    private long brokenRaisedNanos = Long.MIN_VALUE / 2;

    AlertWitness(World world, Violations violations, DeadlineExcuses excuses) {
        this.world = world;
        this.agenda = world.agenda();
        this.violations = violations;
        this.excuses = excuses;
    }

    /** @param isAgain whether a watcher before has told it, and may have lost it */
    void onAlert(Alert alert, boolean isAgain) {
        if (!isAgain && alert.alert().equals("MachineBroken") && alert.state() == Alert.State.RAISED) {
            brokenRaisedNanos = agenda.nowNanos();
        }
    }

    /** Its deadline is over, and its process is there. */
    void expectBroken(VacateWindow window) {
        boolean stood = isBrokenTold();
        long alertDue = Math.max(agenda.nowNanos(), alertDueNanos(window)) + ALERT_MAY_TAKE_NANOS;
        boolean isLater = alertDue > window.dueNanos() + 1 + ALERT_MAY_TAKE_NANOS;
        agenda.at(alertDue, () -> {
            boolean hasGoneBefore = !window.process().isAlive() && (isLater || window.wasOnTimeForWhoWasTold());
            if (!stood && !hasGoneBefore) {
                judgeBroken(window, window.dueNanos() - VacateWindow.LEAST_NANOS);
            }
        });
    }

    private long alertDueNanos(VacateWindow window) {
        return world.watchers().stream()
                .filter(watcher -> excuses.couldAct(watcher, window))
                .mapToLong(watcher -> alertDueNanos(watcher, window))
                .min()
                .orElse(window.dueNanos());
    }

    /**
     * Whoever came up meanwhile, and whose disk has not kept from when the ten seconds count, counts them from its own
     * start: of a process that nobody can end there is no more to be told. Where processes cannot be looked for it
     * counts them from libvirt's first word.
     */
    private long alertDueNanos(SimulatedWatcher watcher, VacateWindow window) {
        // Of two watchers each has an age of its own for one word, where the clock is set between.
        long heard = world.wall().isSteppedSince(window.openedAtNanos())
                ? Math.min(agenda.nowNanos(), window.believedNanos(watcher))
                : window.openedAtNanos();
        if (watcher.downNanos(window.openedAtNanos(), agenda.nowNanos()) == 0) {
            return Math.max(
                    window.dueNanos(),
                    Math.max(heard, toldWhoRunsNanos(watcher, window)) + VacateWindow.DEADLINE_NANOS);
        }
        long countsFromNanos = Math.max(
                watcher.mayHaveForgotten(window.openedAtNanos()) ? watcher.startedAtNanos() : window.openedAtNanos(),
                world.host().wasBlindSince(window.openedAtNanos())
                        ? watcher.connectedSinceNanos()
                        : window.openedAtNanos());
        return Math.max(window.dueNanos(), Math.max(countsFromNanos, heard) + VacateWindow.DEADLINE_NANOS);
    }

    /** Of one that comes up as the window opens, where processes cannot be looked for: libvirt's first word. */
    private long toldWhoRunsNanos(SimulatedWatcher watcher, VacateWindow window) {
        long opened = window.openedAtNanos();
        boolean hasJustComeUp = watcher.downNanos(opened - LIBVIRT_TELLS_WITHIN_NANOS, opened) > 0;
        return hasJustComeUp && world.host().wasBlindSince(opened)
                ? Math.min(Math.max(opened, watcher.connectedSinceNanos()), opened + LIBVIRT_TELLS_WITHIN_NANOS)
                : opened;
    }

    /**
     * Who neither sees processes nor can ask libvirt, or is told by it what was so before, tells that, and of no
     * domain.
     *
     * @param sinceNanos who was there all the time since then has told of it; who was not tells when he is back
     */
    private void judgeBroken(VacateWindow window, long sinceNanos) {
        boolean isTold = isBrokenTold() || brokenRaisedNanos >= window.openedAtNanos();
        if (isTold || world.watchers().stream().allMatch(watcher -> excuses.hasLetGo(watcher, window))) {
            return;
        }
        long now = agenda.nowNanos();
        boolean saysLibvirt =
                world.host().libvirt() == Libvirt.UP && !world.host().isLying();
        boolean couldLook = !world.host().wasBlindSince(sinceNanos);
        if (world.watchers().stream()
                .filter(watcher -> watcher.awayNanos(sinceNanos, now) == 0)
                .filter(watcher -> !excuses.hasForgotten(watcher, window) && !excuses.hasLetGo(watcher, window))
                .filter(watcher -> alertDueNanos(watcher, window) + ALERT_MAY_TAKE_NANOS <= now)
                .anyMatch(watcher -> saysLibvirt || (couldLook && isVisibleTo(watcher, window)))) {
            violations.add(
                    "1: domain %s runs after its deadline, libvirt %s, killed %s, and MachineBroken does not stand"
                            .formatted(
                                    window.domain().uuid(),
                                    world.host().libvirt(),
                                    window.process().isKilled()));
        } else if (window.process().isAlive()
                && world.watchers().stream().anyMatch(watcher -> keeps(watcher, window))) {
            agenda.after(ALERT_IS_TOLD_WHEN_BACK_WITHIN_NANOS, () -> {
                if (window.process().isAlive()) {
                    judgeBroken(window, now);
                }
            });
        }
    }

    /** One that was killed and cannot be reaped has no name any more: only who held on to it before knows of it. */
    private static boolean isVisibleTo(SimulatedWatcher watcher, VacateWindow window) {
        long exitsFrom = window.process().exitsFromNanos();
        boolean couldHold = window.openedAtNanos() < exitsFrom || watcher.startedAtNanos() < exitsFrom;
        return !window.process().isExiting() || (couldHold && keeps(watcher, window));
    }

    /** What it was told of it is in its memory, or on its disk. */
    private static boolean keeps(SimulatedWatcher watcher, VacateWindow window) {
        return watcher.downNanos(window.openedAtNanos(), Long.MAX_VALUE) == 0
                || (!watcher.mayHaveForgotten(window.openedAtNanos()) && hasWritten(watcher, window));
    }

    /** Its guard came to it, and was not killed in that moment. */
    private static boolean hasWritten(SimulatedWatcher watcher, VacateWindow window) {
        long believed = window.believedNanos(watcher);
        return believed != Long.MAX_VALUE && watcher.downNanos(believed, believed + WRITTEN_WITHIN_NANOS) == 0;
    }

    private boolean isBrokenTold() {
        return world.watchers().stream().anyMatch(watcher -> watcher.hasAlert("MachineBroken"));
    }

    /** libvirtd has been gone since then: dead is not idle. */
    void onLibvirtGone(long sinceNanos) {
        for (SimulatedWatcher watcher : world.watchers()) {
            boolean ranAllTheTime = watcher.awayNanos(sinceNanos, agenda.nowNanos()) == 0;
            if (ranAllTheTime && !watcher.hasAlert("HypervisorUnreachable")) {
                violations.add("7: libvirtd does not answer since %.3f s, and HypervisorUnreachable does not stand"
                        .formatted((agenda.nowNanos() - sinceNanos) / 1e9));
            }
        }
    }
}

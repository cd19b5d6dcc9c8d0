package io.dbcpool.watcher.simulation;

import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import java.time.Duration;

/** What excuses a watcher whose owner's domain runs after its deadline: it was away, or had no way to know. */
final class DeadlineExcuses {

    /** A watcher that is away for longer than this cannot be in time. */
    private static final long MAY_BE_AWAY_NANOS = Duration.ofSeconds(2).toNanos();
    /** The last step may be due 2.1 s before the deadline, and the kernel may take 0.9 s over it. */
    private static final long MAY_BE_BEHIND_NANOS = Duration.ofSeconds(1).toNanos();
    /** What may be over is not asked, and has a second for SIGTERM (decision 29). */
    private static final long TERM_FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    /** Of two watchers one may miss the word; it reads it in Kafka, and counts from then. */
    private static final long TOLD_BY_KAFKA_WITHIN_NANOS =
            Duration.ofMillis(1_100).toNanos();
    /** A watcher that starts has read what it missed. */
    private static final long KAFKA_IS_READ_WITHIN_NANOS =
            Duration.ofMillis(1_100).toNanos();

    /** Of a disk that is slow: for 100 ms by a signal, and here by the look before it too. */
    private static final long JOURNAL_IS_WAITED_FOR_NANOS =
            Duration.ofMillis(200).toNanos();

    /** A libvirtd that hangs is asked for so long before a signal is sent. */
    private static final long LIBVIRT_IS_ASKED_FOR_NANOS =
            Duration.ofMillis(250).toNanos();

    private final World world;
    private final WordsHeard heard;
    private long takenBackNanos = Long.MIN_VALUE / 2;

    DeadlineExcuses(World world, WordsHeard heard) {
        this.world = world;
        this.heard = heard;
    }

    /** A fork takes back that it is rented. */
    void onTakenBack() {
        takenBackNanos = world.agenda().nowNanos();
    }

    /** Whether it ran, and could know of the domain. */
    boolean couldAct(SimulatedWatcher watcher, VacateWindow window) {
        return watcher.isRunning()
                && watcher.downNanos(window.openedAtNanos(), window.dueNanos()) <= MAY_BE_AWAY_NANOS
                && watcher.behindNanos(window.openedAtNanos(), window.dueNanos()) <= MAY_BE_BEHIND_NANOS
                && watcher.journalDamagedAtNanos() < window.openedAtNanos()
                && watcher.isPinned(window.domain().uuid())
                && window.believedNanos(watcher) - window.openedAtNanos() <= TOLD_BY_KAFKA_WITHIN_NANOS
                && window.knownNanos(watcher) <= window.dueNanos() - VacateWindow.LEAST_NANOS
                && !hasForgotten(watcher, window);
    }

    /**
     * What its disk did not take has died with it, and nobody has said it again in time: the chain has taken it back,
     * Kafka is not there to be read, or it was libvirt's word, and that is gone. Or it is said again, and nobody can
     * tell of when it is: by repeats of a broadcast alone, or by a wall clock that is wrong or was set since; or it is
     * of more than ten seconds ago by then.
     */
    boolean hasForgotten(SimulatedWatcher watcher, VacateWindow window) {
        boolean hasComeUpWithoutIt = hasComeUpWithoutIt(watcher, window);
        boolean hasLost = watcher.lostEvidenceAtNanos() >= window.openedAtNanos() || hasComeUpWithoutIt;
        boolean isSaidAgain = takenBackNanos < window.openedAtNanos()
                && (watcher.believedRentedWhenItBegan()
                        || heard.isTold(
                                watcher,
                                window.openedAtNanos() - VacateWindow.DEADLINE_NANOS,
                                window.openedAtNanos(),
                                window.dueNanos() - VacateWindow.LEAST_NANOS));
        boolean isLate = heard.toldNanos(watcher) > window.countsFromNanos() + VacateWindow.DEADLINE_NANOS;
        boolean isOfUnknownTime = hasComeUpWithoutIt
                && (isLate || world.wall().isWrong() || world.wall().isSteppedSince(window.openedAtNanos()));
        return hasLost
                && watcher.downNanos(window.openedAtNanos(), window.dueNanos()) > 0
                && (!isSaidAgain || isOfUnknownTime);
    }

    /** A fork took it back before it could begin, or an operator did: the machine is not rented any more. */
    boolean hasLetGo(SimulatedWatcher watcher, VacateWindow window) {
        boolean isTakenBack =
                takenBackNanos >= window.openedAtNanos() || heard.releasedNanos(watcher) >= window.openedAtNanos();
        return isTakenBack
                && !watcher.believesRented()
                && watcher.runningVacates().isEmpty();
    }

    /** Its disk has not kept that the machine is rented. */
    private static boolean hasComeUpWithoutIt(SimulatedWatcher watcher, VacateWindow window) {
        return watcher.mayHaveForgotten(window.openedAtNanos()) && !watcher.believedRentedWhenItBegan();
    }

    /**
     * It was down when it would have taken the last step, and a SIGKILL in the moment it came up would have been late;
     * or, where its disk has not kept that the machine is rented, in the moment it was told so again, which leaves
     * SIGTERM its second.
     */
    boolean hasComeUpTooLate(SimulatedWatcher watcher, VacateWindow window) {
        long waitsNanos = watcher.isDiskSlow() ? JOURNAL_IS_WAITED_FOR_NANOS : 0;
        long asksNanos = world.host().libvirt() == Libvirt.HUNG ? LIBVIRT_IS_ASKED_FOR_NANOS : 0;
        long lastStepNanos = waitsNanos
                + asksNanos
                + lastStepNanos(
                        window.openedAtNanos(), window.dueNanos(), world.plot().term());
        long upNanos = watcher.startedAtNanos();
        long knowsNanos = hasComeUpWithoutIt(watcher, window) ? toldAgainNanos(watcher) + TERM_FIRST_NANOS : upNanos;
        return upNanos > lastStepNanos
                && watcher.downNanos(lastStepNanos, upNanos) == upNanos - lastStepNanos
                && knowsNanos + waitsNanos + window.process().takesToDieNanos() > window.dueNanos();
    }

    /** When somebody said to it first, in the run that it is in, that the machine is rented; or could have at last. */
    private long toldAgainNanos(SimulatedWatcher watcher) {
        long toldNanos = heard.toldNanos(watcher);
        long upNanos = watcher.startedAtNanos();
        long readNanos = upNanos + KAFKA_IS_READ_WITHIN_NANOS;
        return toldNanos < upNanos ? readNanos : Math.min(toldNanos, readNanos);
    }

    /**
     * When a guard that is there has taken the last step: that is due at the term, or, of a word that was long on its
     * way, when it is heard, and the guard comes to it with its next look.
     */
    static long lastStepNanos(long openedAtNanos, long dueNanos, Duration term) {
        long dueAtNanos = Math.max(openedAtNanos, dueNanos - VacateWindow.DEADLINE_NANOS + term.toNanos());
        return dueAtNanos + SimulatedWatcher.LONGEST_TICK.toNanos();
    }
}

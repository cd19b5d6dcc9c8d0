package io.dbcpool.watcher.simulation;

import io.dbcpool.watcher.process.QemuProcess;
import java.util.ArrayList;
import java.util.List;

/** A QEMU, from its start to its end. */
final class SimulatedProcess {

    private final Agenda agenda;
    private final QemuProcess identity;
    private final Temperament temperament;
    private final Runnable onEnd;
    private final List<Runnable> awaiting = new ArrayList<>();
    private final long startedAtNanos;
    private boolean alive = true;
    private boolean stopped;
    private boolean killed;
    private long exitsFromNanos = Long.MAX_VALUE;
    private boolean wasUnreapable;
    private boolean wasOutOfReach;
    private long unreapableUntil;
    private long endedAtNanos = Long.MAX_VALUE;

    /** @param onEnd what its host makes of its end */
    SimulatedProcess(Agenda agenda, QemuProcess identity, Temperament temperament, Runnable onEnd) {
        this.agenda = agenda;
        this.identity = identity;
        this.temperament = temperament;
        this.onEnd = onEnd;
        this.startedAtNanos = agenda.nowNanos();
        this.unreapableUntil = startedAtNanos;
    }

    QemuProcess identity() {
        return identity;
    }

    boolean isAlive() {
        return alive;
    }

    long startedAtNanos() {
        return startedAtNanos;
    }

    /** {@link Long#MAX_VALUE} while it is there. */
    long endedAtNanos() {
        return endedAtNanos;
    }

    /** SIGSTOP, or a device that does not answer: it hears nothing any more. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** It sleeps in the kernel until then, and no signal ends it. */
    void unreapableUntil(long nanos) {
        unreapableUntil = nanos;
        wasUnreapable = true;
    }

    boolean wasUnreapable() {
        return wasUnreapable;
    }

    /** A signal of ours was refused, or could not be sent. */
    void outOfReach() {
        wasOutOfReach = true;
    }

    boolean wasOutOfReach() {
        return wasOutOfReach;
    }

    boolean isUnreapable() {
        return agenda.nowNanos() < unreapableUntil;
    }

    /** From a SIGKILL to its end. */
    long takesToDieNanos() {
        return temperament.afterKillNanos();
    }

    /** It has given its memory back, and with it its command line, and not yet its devices. */
    boolean isExiting() {
        return agenda.nowNanos() >= exitsFromNanos;
    }

    /** {@link Long#MAX_VALUE} while nobody has killed it. */
    long exitsFromNanos() {
        return exitsFromNanos;
    }

    /** Not whether it is killed, but whether a SIGKILL has been sent. */
    boolean isKilled() {
        return killed;
    }

    void ask() {
        endAfter(temperament.afterAskNanos());
    }

    void term() {
        endAfter(temperament.afterTermNanos());
    }

    private void endAfter(long nanos) {
        if (!stopped && nanos != Temperament.NEVER) {
            agenda.after(nanos, () -> {
                if (!stopped && !isUnreapable()) {
                    end();
                }
            });
        }
    }

    void kill() {
        if (!killed) {
            killed = true;
            long endsNanos = Math.max(agenda.nowNanos(), unreapableUntil) + temperament.afterKillNanos();
            // What the kernel does not let go of is a device, as a rule.
            exitsFromNanos = (isUnreapable() ? agenda.nowNanos() : endsNanos - temperament.afterKillNanos())
                    + temperament.afterKillNanos() / 2;
            agenda.at(endsNanos, this::endIfReapable);
        }
    }

    private void endIfReapable() {
        if (isUnreapable()) {
            agenda.at(unreapableUntil, this::endIfReapable);
        } else {
            end();
        }
    }

    void end() {
        if (alive) {
            alive = false;
            endedAtNanos = agenda.nowNanos();
            onEnd.run();
            awaiting.forEach(Runnable::run);
            awaiting.clear();
        }
    }

    void onEnd(Runnable told) {
        if (alive) {
            awaiting.add(told);
        } else {
            told.run();
        }
    }
}

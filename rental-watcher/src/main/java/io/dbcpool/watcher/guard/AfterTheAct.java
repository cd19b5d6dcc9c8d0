package io.dbcpool.watcher.guard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What only tells of an act, held back until the act is done: on a host with two cores the telling, with all that it
 * wakes, would compete with it. Used by the guard's thread.
 */
final class AfterTheAct {

    /** An act that takes longer than this is not held up by being told of. */
    static final long HELD_NANOS = 25_000_000;

    /**
     * The first act of a process waits for code that nothing has run yet, and for a look at the host. Telling in the
     * meantime would take as long again.
     */
    static final long FIRST_HELD_NANOS = 500_000_000;

    private final Deque<Runnable> held = new ArrayDeque<>();
    private long heldUntilNanos;

    /** Does it now, unless something is held already: what is told keeps its order. */
    void tell(Runnable telling) {
        if (held.isEmpty()) {
            telling.run();
        } else {
            held.add(telling);
        }
    }

    /** Holds it back, and what follows. */
    void hold(Runnable telling, long nowNanos) {
        hold(telling, nowNanos, HELD_NANOS);
    }

    /** The same for what a watcher before this one has begun, which is acted on when the host was looked at. */
    void holdTheFirst(Runnable telling, long nowNanos) {
        hold(telling, nowNanos, FIRST_HELD_NANOS);
    }

    private void hold(Runnable telling, long nowNanos, long limitNanos) {
        if (held.isEmpty()) {
            heldUntilNanos = nowNanos + limitNanos;
        }
        held.add(telling);
    }

    /** The act is done, or has failed, or this is the end. */
    void release() {
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    void releaseIfDue(long nowNanos) {
        if (nowNanos - heldUntilNanos >= 0) {
            release();
        }
    }

    boolean isHolding() {
        return !held.isEmpty();
    }
}

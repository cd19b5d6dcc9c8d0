package io.dbcpool.watcher.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What only tells of what was done, held back while very many observations wait: a block that rents a whole pool is
 * acted on first and told of then. What is told keeps its order. Used by the guard's thread.
 */
final class Backlog {

    /** So many observations come from a pool of which a whole room is rented at once, and not from one host. */
    static final int MANY = 64;

    /** What waits for longer is told one by one meanwhile. */
    static final long HELD_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int TOLD_IN_TURN = 16;

    private record Held(Runnable telling, long sinceNanos) {}

    private final Deque<Held> held = new ArrayDeque<>();

    /** Does it now, or holds it back, as it must where something is held already. */
    void tell(Runnable telling, int waiting, long nowNanos) {
        if (held.isEmpty() && waiting < MANY) {
            telling.run();
        } else {
            held.add(new Held(telling, nowNanos));
        }
    }

    /** Tells some of it, if there is time for it. */
    void tellSome(int waiting, long nowNanos) {
        int count = waiting < MANY ? TOLD_IN_TURN : isDue(nowNanos) ? 1 : 0;
        for (int i = 0; i < count && !held.isEmpty(); i++) {
            held.remove().telling().run();
        }
    }

    /** All of it. */
    void tellAll() {
        while (!held.isEmpty()) {
            held.remove().telling().run();
        }
    }

    boolean isHolding() {
        return !held.isEmpty();
    }

    private boolean isDue(long nowNanos) {
        var oldest = held.peek();
        return oldest != null && nowNanos - oldest.sinceNanos() >= HELD_NANOS;
    }
}

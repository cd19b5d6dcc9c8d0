package io.dbcpool.watcher.vacate;

import java.time.Duration;

/**
 * A moment on this host's monotonic clock, in nanoseconds from an arbitrary origin ({@link System#nanoTime}).
 *
 * <p>Deadlines are kept in this and never in {@link java.time.Instant}, because a clock that is set back would lengthen
 * them. On Linux its origin is the host's start ({@code CLOCK_MONOTONIC}), so that a restarted watcher may go on
 * counting from one that was written down together with the boot id; to another host it means nothing.
 */
public record MonotonicTime(long nanos) {

    public Duration since(MonotonicTime earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    public MonotonicTime plus(Duration duration) {
        return new MonotonicTime(nanos + duration.toNanos());
    }

    public MonotonicTime minus(Duration duration) {
        return new MonotonicTime(nanos - duration.toNanos());
    }

    /** Compared by difference: {@code nanoTime} may wrap. */
    public boolean isBefore(MonotonicTime other) {
        return nanos - other.nanos < 0;
    }
}

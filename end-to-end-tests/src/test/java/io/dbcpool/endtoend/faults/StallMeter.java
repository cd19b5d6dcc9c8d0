package io.dbcpool.endtoend.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the machine stood still at the longest, as a thread sees it that sleeps for a moment and is awake again: a
 * virtual machine whose host has other things to do stops for seconds, and every process on it.
 */
final class StallMeter implements AutoCloseable {

    private static final long SLEEP_NANOS = 5_000_000;

    private final Thread thread = new Thread(this::run, "stall-meter");
    private volatile boolean closed;
    private long longestNanos;

    StallMeter() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Since it was asked last. */
    synchronized Duration takeLongest() {
        var longest = Duration.ofNanos(longestNanos);
        longestNanos = 0;
        return longest;
    }

    private synchronized void note(long nanos) {
        longestNanos = Math.max(longestNanos, nanos);
    }

    private void run() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(SLEEP_NANOS);
            note(System.nanoTime() - before - SLEEP_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}

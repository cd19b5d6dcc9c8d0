package io.dbcpool.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what nobody tells. Never while the time of a round runs, unless the look is all there is. */
public final class Waiting {

    private Waiting() {}

    /** @throws BenchException if it did not come to be within the limit */
    public static void until(String wanted, Duration limit, Duration pause, BooleanSupplier condition) {
        long giveUpAt = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - giveUpAt > 0 || Thread.currentThread().isInterrupted()) {
                throw new BenchException("wanted %s within %s, and it is not so".formatted(wanted, limit));
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Waits until the monotonic clock shows that time. */
    public static void untilNanos(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

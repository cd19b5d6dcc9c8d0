package io.dbcpool.devchain;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has a block built every so often, on a thread of its own. */
final class Pace implements AutoCloseable {

    private static final long END_LIMIT_MILLIS = 10_000;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    Pace(Duration between, Runnable tick) {
        thread = new Thread(() -> run(between.toNanos(), tick), "development-chain");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ticks at multiples of the pace; what was missed is not made up for. */
    private void run(long nanos, Runnable tick) {
        long begin = System.nanoTime();
        try {
            while (!end.await(nanos - (System.nanoTime() - begin) % nanos, TimeUnit.NANOSECONDS)) {
                tick.run();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join(END_LIMIT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.process.Grip;
import java.time.Duration;

/** Waits for the end of a process that is held. */
interface EndWatch {

    /** Runs {@code ended} once the process has ended; may return before, or wait on the caller's thread for it. */
    void await(Grip grip, Runnable ended) throws InterruptedException;

    /** On the caller's thread. */
    static void here(Grip grip, Runnable ended) throws InterruptedException {
        boolean over = false;
        while (!over) {
            over = grip.awaitEnd(Duration.ofSeconds(10));
        }
        ended.run();
    }
}

package io.dbcpool.parts.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a process that we have started. */
public final class Termination {

    private Termination() {}

    /** Asks it to end, and kills it if it has not within the time given; returns when it has. */
    public static void of(Process process, Duration grace) {
        process.destroy();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

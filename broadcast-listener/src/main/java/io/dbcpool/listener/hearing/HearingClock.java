package io.dbcpool.listener.hearing;

import io.dbcpool.listener.canary.Canaries;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Tells the loop ten times a second that time has passed. */
public final class HearingClock implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HearingClock.class);
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Hearing hearing;
    private final Canaries canaries;
    private final Clock clock;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "hearing-clock");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long lastTickNanos = System.nanoTime();
    private boolean failed;

    private HearingClock(Hearing hearing, Canaries canaries, Clock clock) {
        this.hearing = hearing;
        this.canaries = canaries;
        this.clock = clock;
    }

    public static HearingClock start(Hearing hearing, Canaries canaries, Clock clock) {
        var started = new HearingClock(hearing, canaries, clock);
        var unused = started.ticks.scheduleWithFixedDelay(
                started::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return started;
    }

    public Duration sinceLastTick() {
        return Duration.ofNanos(System.nanoTime() - lastTickNanos);
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }

    private void tick() {
        try {
            hearing.onClock(System.nanoTime(), clock.instant());
            canaries.onClock(System.nanoTime(), clock.instant());
            lastTickNanos = System.nanoTime();
        } catch (RuntimeException e) {
            // The next tick may do better; a task that throws is never run again.
            if (!failed) {
                LOG.error("the clock's turn failed; told once, the liveness check goes on telling", e);
            }
            failed = true;
        }
    }
}

package io.dbcpool.listener.telling;

import java.time.Duration;

/**
 * How many events of one kind may be told, refusals for one reason or lines of the log: {@value #BURST} at once, then
 * one a second, so that a flood fills neither the topic, nor the disk while Kafka is away, nor the log.
 *
 * @param allowed how many may be told now
 * @param countedAtNanos until when {@code allowed} has been counted, monotonic
 * @param suppressed how many were not told since the last that was
 */
public record TellingLimit(int allowed, long countedAtNanos, long suppressed) {

    static final int BURST = 10;
    private static final long EACH_NANOS = Duration.ofSeconds(1).toNanos();

    /** Nothing has happened yet. */
    public static final TellingLimit FULL = new TellingLimit(BURST, 0, 0);

    /**
     * @param isTold whether this one is told
     * @param suppressed then: how many were not, since the last that was
     * @param isFirst whether it comes after a time without any
     */
    public record Step(TellingLimit next, boolean isTold, long suppressed, boolean isFirst) {}

    public Step onEvent(long nowNanos) {
        var now = counted(nowNanos);
        if (now.allowed == 0) {
            return new Step(new TellingLimit(0, now.countedAtNanos, suppressed + 1), false, 0, false);
        }
        return new Step(
                new TellingLimit(now.allowed - 1, now.countedAtNanos, 0), true, suppressed, now.allowed == BURST);
    }

    private TellingLimit counted(long nowNanos) {
        long seconds = allowed == BURST ? 0 : (nowNanos - countedAtNanos) / EACH_NANOS;
        return allowed + seconds >= BURST
                ? new TellingLimit(BURST, nowNanos, suppressed)
                : new TellingLimit((int) (allowed + seconds), countedAtNanos + seconds * EACH_NANOS, suppressed);
    }
}

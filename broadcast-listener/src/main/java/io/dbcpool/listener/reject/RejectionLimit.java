package io.dbcpool.listener.reject;

import java.time.Duration;

/**
 * How many refusals for one reason may be told: {@value #BURST} at once, then one a second, so that a flood fills
 * neither the topic nor the disk while Kafka is away.
 *
 * @param allowed how many may be told now
 * @param countedAtNanos until when {@code allowed} has been counted, monotonic
 * @param suppressed how many were not told since the last that was
 */
public record RejectionLimit(int allowed, long countedAtNanos, long suppressed) {

    static final int BURST = 10;
    private static final long EACH_NANOS = Duration.ofSeconds(1).toNanos();

    /** No refusal yet. */
    public static final RejectionLimit FULL = new RejectionLimit(BURST, 0, 0);

    /**
     * @param isTold whether this refusal is told
     * @param suppressed then: how many were not, since the last that was
     * @param isFirst whether it comes after a time without any
     */
    public record Step(RejectionLimit next, boolean isTold, long suppressed, boolean isFirst) {}

    public Step onRefused(long nowNanos) {
        var now = counted(nowNanos);
        if (now.allowed == 0) {
            return new Step(new RejectionLimit(0, now.countedAtNanos, suppressed + 1), false, 0, false);
        }
        return new Step(
                new RejectionLimit(now.allowed - 1, now.countedAtNanos, 0), true, suppressed, now.allowed == BURST);
    }

    private RejectionLimit counted(long nowNanos) {
        long seconds = allowed == BURST ? 0 : (nowNanos - countedAtNanos) / EACH_NANOS;
        return allowed + seconds >= BURST
                ? new RejectionLimit(BURST, nowNanos, suppressed)
                : new RejectionLimit((int) (allowed + seconds), countedAtNanos + seconds * EACH_NANOS, suppressed);
    }
}

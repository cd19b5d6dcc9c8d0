package io.dbcpool.values;

import java.time.Duration;

/**
 * How much somebody may say: a number of tokens a second, and as many at once as he has saved up in two seconds.
 *
 * @param tokens how many are left
 * @param perSecond how many come in each second, at least 1
 * @param countedAtNanos until when they have been counted, monotonic
 */
public record TokenBucket(double tokens, int perSecond, long countedAtNanos) {

    public static final int SAVED_SECONDS = 2;
    private static final double SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    /** @param next what is left, whether it was enough or not */
    public record Step(TokenBucket next, boolean isEnough) {}

    public static TokenBucket full(int perSecond, long nowNanos) {
        return new TokenBucket((double) perSecond * SAVED_SECONDS, perSecond, nowNanos);
    }

    /** Takes one token. */
    public Step take(long nowNanos) {
        double saved = Math.min(
                (double) perSecond * SAVED_SECONDS,
                tokens + perSecond * (Math.max(0, nowNanos - countedAtNanos) / SECOND_NANOS));
        boolean isEnough = saved >= 1;
        return new Step(new TokenBucket(isEnough ? saved - 1 : saved, perSecond, nowNanos), isEnough);
    }

    /** More or fewer a second from now on; what is saved is kept. */
    public TokenBucket withRate(int next) {
        return next == perSecond
                ? this
                : new TokenBucket(Math.min(tokens, (double) next * SAVED_SECONDS), next, countedAtNanos);
    }
}

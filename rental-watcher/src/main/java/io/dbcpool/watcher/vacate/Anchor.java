package io.dbcpool.watcher.vacate;

import java.time.Duration;
import java.time.Instant;

/**
 * From when the ten seconds count.
 *
 * @param from the first credible signal, on the monotonic clock
 * @param observedAt the same moment as a wall clock label
 * @param lateSignal whether the signal was older than the whole budget when it was heard: then nobody could have been
 *     in time, and the count begins when it was heard
 */
public record Anchor(MonotonicTime from, Instant observedAt, boolean lateSignal) {

    /**
     * Counts from when the signal was first heard, by whoever heard it first, or from its block's time, if that was
     * less than {@code deadline} ago; a clock elsewhere that is wrong by more than that neither lengthens nor ends the
     * budget.
     *
     * @param saidAt the other's wall clock: the block's time, or the listener's {@code receivedAt}
     * @param heardAt this host's wall clock when the signal came
     * @param heard the same moment on the monotonic clock
     */
    public static Anchor of(Instant saidAt, Instant heardAt, MonotonicTime heard, Duration deadline) {
        Duration age = Duration.between(saidAt, heardAt);
        if (age.isNegative()) {
            return new Anchor(heard, heardAt, false);
        }
        return age.compareTo(deadline) < 0
                ? new Anchor(heard.minus(age), saidAt, false)
                : new Anchor(heard, heardAt, true);
    }

    /**
     * Counts from when the other does. It is labelled by this one's clock: the wall clock may have been set since then,
     * and moments of one vacate are told by one clock.
     */
    public Anchor movedTo(Anchor other) {
        return new Anchor(other.from, observedAt.minus(from.since(other.from)), other.lateSignal);
    }

    public Duration elapsed(MonotonicTime now) {
        return now.since(from);
    }
}

package io.dbcpool.listener.canary;

import io.dbcpool.events.Alert;
import java.time.Duration;
import java.util.Optional;

/**
 * The listener's test words, one a minute. Three in a row that were sent and not heard, or could not be sent, mean that
 * the way from a DBC node's socket to ours is broken: a firewall, a container's network, a port that somebody else
 * took.
 *
 * @param sent how many were sent; the number of the last one is its name
 * @param sentNanos when, monotonic
 * @param isHeard whether the last one was heard
 * @param missed how many in a row were not
 * @param isBroken whether that is a condition
 */
public record CanaryWatch(long sent, long sentNanos, boolean isHeard, int missed, boolean isBroken) {

    static final Duration EVERY = Duration.ofMinutes(1);
    static final int MISSED_LIMIT = 3;

    public static final CanaryWatch NOTHING_SENT = new CanaryWatch(0, 0, true, 0, false);

    /**
     * @param send the number of the test word that is to be sent now
     * @param tell the condition began or ended
     */
    public record Step(CanaryWatch next, Optional<Long> send, Optional<Alert.State> tell) {}

    public Step onClock(long nowNanos) {
        if (sent > 0 && nowNanos - sentNanos < EVERY.toNanos()) {
            return new Step(this, Optional.empty(), Optional.empty());
        }
        int missing = isHeard ? 0 : missed + 1;
        boolean broken = isBroken || missing >= MISSED_LIMIT;
        return new Step(
                new CanaryWatch(sent + 1, nowNanos, false, missing, broken),
                Optional.of(sent + 1),
                broken && !isBroken ? Optional.of(Alert.State.RAISED) : Optional.empty());
    }

    /** One was heard. An old one that comes late proves as much as the last one. */
    public Step onHeard(long number) {
        if (number < 1 || number > sent) {
            return new Step(this, Optional.empty(), Optional.empty());
        }
        return new Step(
                new CanaryWatch(sent, sentNanos, true, 0, false),
                Optional.empty(),
                isBroken ? Optional.of(Alert.State.CLEARED) : Optional.empty());
    }
}

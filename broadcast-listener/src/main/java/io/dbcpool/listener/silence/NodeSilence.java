package io.dbcpool.listener.silence;

import io.dbcpool.events.Alert;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a machine's DBC node is silent.
 *
 * @param heardAtNanos when it was heard last, or when we began to listen; monotonic
 */
public record NodeSilence(long heardAtNanos, boolean isSilent) {

    /**
     * Twice the period of the DBC node's timer ({@code check_vm_expiration_timer_frequency}, 900 s by default), on
     * which it says how things are whether they changed or not.
     */
    public static final Duration LIMIT = Duration.ofMinutes(30);

    /** @param tell what is to be told, once */
    public record Step(NodeSilence next, Optional<Alert.State> tell) {}

    public static NodeSilence listeningSince(long nowNanos) {
        return new NodeSilence(nowNanos, false);
    }

    public Step onHeard(long nowNanos) {
        return new Step(
                new NodeSilence(nowNanos, false), isSilent ? Optional.of(Alert.State.CLEARED) : Optional.empty());
    }

    public Step onClock(long nowNanos) {
        if (isSilent || nowNanos - heardAtNanos <= LIMIT.toNanos()) {
            return new Step(this, Optional.empty());
        }
        return new Step(new NodeSilence(heardAtNanos, true), Optional.of(Alert.State.RAISED));
    }
}

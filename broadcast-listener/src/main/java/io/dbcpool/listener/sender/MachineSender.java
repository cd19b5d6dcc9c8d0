package io.dbcpool.listener.sender;

import io.dbcpool.events.Alert;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * From which address a machine's DBC node speaks: the first one that a genuine word came from is held until it has been
 * silent for {@link #HELD} while another speaks. A word from another address counts all the same, because a host's
 * address may change and a missed rental costs more than a needless stop; but it is told as a condition. Only an
 * address that the operator has configured refuses, and that is not decided here.
 *
 * @param held the address; empty before the first word
 * @param heldHeardNanos when it was heard last, monotonic
 * @param stranger who else has spoken since, while that is a condition
 */
public record MachineSender(Optional<InetAddress> held, long heldHeardNanos, Optional<Stranger> stranger) {

    /** Twice the DBC node's timer of 900 s: whoever is silent for longer is not that node any more. */
    static final Duration HELD = Duration.ofMinutes(30);

    /** For how long no stranger may speak until the condition is over. */
    static final Duration CALM = Duration.ofMinutes(10);

    /**
     * Another sender than the one that is held, of several the last.
     *
     * @param words how many words strangers have sent since the condition began
     */
    public record Stranger(InetAddress address, long words, Instant firstAt, Instant lastAt, long lastNanos) {}

    /**
     * @param tell the condition began or ended
     * @param learned the address that is held from now on, where it was another or none before
     */
    public record Step(MachineSender next, Optional<Alert.State> tell, Optional<InetAddress> learned) {}

    /** @param address what an earlier process of ours held, or what the operator has configured */
    public static MachineSender holding(Optional<InetAddress> address, long nowNanos) {
        return new MachineSender(address, nowNanos, Optional.empty());
    }

    public boolean isHeldBy(InetAddress address) {
        return held.equals(Optional.of(address));
    }

    public Step onHeard(InetAddress address, long nowNanos, Instant now) {
        if (isHeldBy(address)) {
            return new MachineSender(held, nowNanos, stranger).onClock(nowNanos);
        }
        if (held.isEmpty() || nowNanos - heldHeardNanos > HELD.toNanos()) {
            return new Step(
                    holding(Optional.of(address), nowNanos),
                    stranger.map(gone -> Alert.State.CLEARED),
                    Optional.of(address));
        }
        var spoke = stranger.map(before -> new Stranger(address, before.words() + 1, before.firstAt(), now, nowNanos))
                .orElseGet(() -> new Stranger(address, 1, now, now, nowNanos));
        return new Step(
                new MachineSender(held, heldHeardNanos, Optional.of(spoke)),
                stranger.isPresent() ? Optional.empty() : Optional.of(Alert.State.RAISED),
                Optional.empty());
    }

    public Step onClock(long nowNanos) {
        boolean over = stranger.filter(spoke -> nowNanos - spoke.lastNanos() > CALM.toNanos())
                .isPresent();
        return over
                ? new Step(
                        new MachineSender(held, heldHeardNanos, Optional.empty()),
                        Optional.of(Alert.State.CLEARED),
                        Optional.empty())
                : new Step(this, Optional.empty(), Optional.empty());
    }
}

package io.dbcpool.bus;

import io.dbcpool.events.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The rule of the alert {@code OutboxStuck}: raised once when the oldest record has waited for longer than 60 s,
 * cleared once when none has. The alert itself goes through the outbox, so it is the metric that is seen while Kafka is
 * away.
 *
 * @param since when the record was told for which the alert stands; empty while it is not raised
 */
record StuckOutbox(Optional<Instant> since) {

    static final Duration LIMIT = Duration.ofSeconds(60);

    static final StuckOutbox NONE = new StuckOutbox(Optional.empty());

    /** @param tell what to tell now, if anything; with the state that it is about */
    record Verdict(StuckOutbox next, Optional<Alert.State> tell, Instant about) {}

    /** @param oldest when the first record was told that still waits */
    Verdict check(Optional<Instant> oldest, Instant now) {
        var stuck = oldest.filter(told -> Duration.between(told, now).compareTo(LIMIT) > 0);
        if (since.isEmpty() && stuck.isPresent()) {
            return new Verdict(new StuckOutbox(stuck), Optional.of(Alert.State.RAISED), stuck.get());
        }
        if (since.isPresent() && stuck.isEmpty()) {
            return new Verdict(NONE, Optional.of(Alert.State.CLEARED), since.get());
        }
        return new Verdict(this, Optional.empty(), now);
    }
}

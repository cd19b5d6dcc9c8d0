package io.dbcpool.listener.coalesce;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.values.Word;
import java.time.Instant;

/**
 * One broadcast that was accepted.
 *
 * @param sender {@code address:port}
 */
public record Heard(Word word, String sender, Instant receivedAt) {

    BroadcastHeard alone(Repeats of) {
        return new BroadcastHeard(of.machineId(), word, sender, receivedAt, 1, receivedAt, receivedAt);
    }

    /** Of several senders the last is named. */
    BroadcastHeard addedTo(BroadcastHeard earlier) {
        return new BroadcastHeard(
                earlier.machineId(), word, sender, receivedAt, earlier.count() + 1, earlier.firstAt(), receivedAt);
    }
}

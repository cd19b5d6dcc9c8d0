package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.Optional;

/**
 * A DBC node's broadcast that was accepted. A change of word is told at once, repeats of a word as one record a second.
 *
 * @param sender who sent it, {@code address:port}; forgeable, as is all of it
 * @param receivedAt the listener's clock when the last datagram that this record counts was taken off the socket
 * @param count how many datagrams it stands for: 1 for a change of word
 * @param firstAt when the first of them came
 * @param lastAt when the last of them came
 */
public record BroadcastHeard(
        MachineId machineId,
        Word status,
        String sender,
        Instant receivedAt,
        long count,
        Instant firstAt,
        Instant lastAt)
        implements PoolEvent {

    @Override
    public Topic topic() {
        return Topic.BROADCASTS;
    }

    @Override
    public String type() {
        return "io.dbcpool.broadcast.heard";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}

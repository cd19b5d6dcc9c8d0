package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;

/**
 * A datagram that was refused. Published at a limited rate.
 *
 * @param reason which rule refused it, such as {@code not-base64}
 * @param detail what was wanted and what was found
 * @param sender {@code address:port}
 * @param lengthBytes the datagram's whole length, also where {@code raw} holds less of it
 * @param raw what came, in base64: the first 512 bytes at most
 * @param suppressed how many were refused for the same reason since the last record and not told
 * @param machineId the machine it claimed to be, where that much could be read
 */
public record BroadcastRejected(
        String reason,
        String detail,
        String sender,
        Instant receivedAt,
        int lengthBytes,
        String raw,
        long suppressed,
        Optional<MachineId> machineId)
        implements PoolEvent {

    @Override
    public Topic topic() {
        return Topic.BROADCASTS_REJECTED;
    }

    @Override
    public String type() {
        return "io.dbcpool.broadcast.rejected";
    }

    @Override
    public Optional<MachineId> machine() {
        return machineId;
    }
}

package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;

/**
 * An operator has said that a machine is not rented, whatever was heard until then ({@code ./pool release}).
 *
 * @param operator who said so: the user's name on the host, as the command gave it
 * @param reason why, in the operator's words; may be empty
 * @param overruled what was believed until then, in words
 */
public record MachineReleased(
        MachineId machineId, String actor, String operator, String reason, String overruled, Instant releasedAt)
        implements PoolEvent {

    @Override
    public Topic topic() {
        return Topic.VACATES;
    }

    @Override
    public String type() {
        return "io.dbcpool.machine.released";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}

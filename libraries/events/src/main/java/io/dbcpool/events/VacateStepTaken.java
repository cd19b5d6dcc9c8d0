package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One step of a vacate: something the watcher did, or saw.
 *
 * @param step its name and when it was
 * @param at the watcher's wall clock, a label; {@code step.atMillis} is what was measured
 * @param note what came of it, in words; empty when there is nothing to say
 */
public record VacateStepTaken(UUID vacateId, MachineId machineId, VacateStep step, Instant at, String note)
        implements PoolEvent {

    @Override
    public Topic topic() {
        return Topic.VACATES;
    }

    @Override
    public String type() {
        return "io.dbcpool.vacate.step";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}

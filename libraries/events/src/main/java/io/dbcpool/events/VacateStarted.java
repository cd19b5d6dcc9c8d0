package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A watcher has begun to stop one of the owner's domains.
 *
 * @param rentalKey what makes two watchers' vacates one: machine id and rent order id, or machine id and the first
 *     signal's time
 * @param actor which watcher: its host name and the pool's name
 * @param deadline when the domain has to be off
 */
public record VacateStarted(
        UUID vacateId,
        String rentalKey,
        String actor,
        MachineId machineId,
        DomainRef domain,
        Trigger trigger,
        Instant deadline,
        Instant startedAt)
        implements PoolEvent {

    @Override
    public Topic topic() {
        return Topic.VACATES;
    }

    @Override
    public String type() {
        return "io.dbcpool.vacate.started";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}

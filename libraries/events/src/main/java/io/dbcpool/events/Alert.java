package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something an operator has to know of, or need not know of any longer.
 *
 * @param alert its name, such as {@code VacateLate}; the runbook of that name says what to do
 * @param summary one line, with units
 * @param runbook the page's path in the repository, {@code docs/runbooks/VacateLate.md}
 */
public record Alert(
        String alert,
        Severity severity,
        State state,
        Optional<MachineId> machineId,
        String summary,
        String runbook,
        Instant at)
        implements PoolEvent {

    public enum Severity {
        PAGE,
        WARNING,
        INFO
    }

    public enum State {
        RAISED,
        CLEARED
    }

    @Override
    public Topic topic() {
        return Topic.ALERTS;
    }

    @Override
    public String type() {
        return "io.dbcpool.alert";
    }

    @Override
    public Optional<MachineId> machine() {
        return machineId;
    }
}

package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The node-agent's check list for its host, item by item. */
public record NodeReadiness(MachineId machineId, Instant checkedAt, List<Check> checks) implements PoolEvent {

    public NodeReadiness {
        checks = List.copyOf(checks);
    }

    /**
     * One item of the list.
     *
     * @param id stable, for a program: {@code libvirt-answers}
     * @param step of the guide for a DBC compute node, {@code A} to {@code O}; {@code ours} where it has none
     * @param found what is so, in words
     * @param wanted what should be so
     * @param why what it costs when it is wrong
     * @param fix what to do next; empty when there is nothing to do
     * @param source where it is written that it should be so
     */
    public record Check(
            String id,
            String step,
            String title,
            State state,
            String found,
            String wanted,
            String why,
            String fix,
            String source) {}

    public enum State {
        OK,
        WARNING,
        WRONG,
        CANNOT_TELL
    }

    @Override
    public Topic topic() {
        return Topic.NODE_READINESS;
    }

    @Override
    public String type() {
        return "io.dbcpool.node.readiness";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}

package io.dbcpool.agent.machine;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Something the agent learnt. */
public sealed interface Observation {

    /** This host's wall clock. */
    Instant at();

    boolean concerns(Machine machine);

    MachineState reach(MachineState state);

    /** Learnt of a hypervisor, and so of each machine that is on it. */
    sealed interface OfHost extends Observation {

        URI host();

        @Override
        default boolean concerns(Machine machine) {
            return machine.libvirt().equals(host());
        }
    }

    /** Learnt of one machine. */
    sealed interface OfMachine extends Observation {

        MachineId machineId();

        @Override
        default boolean concerns(Machine machine) {
            return machine.id().equals(machineId());
        }
    }

    /** All domains of a host as they are now. */
    record HostListed(URI host, List<ListedDomain> domains, Instant at) implements OfHost {

        public HostListed {
            domains = List.copyOf(domains);
        }

        @Override
        public MachineState reach(MachineState state) {
            return state.onListed(domains, at);
        }
    }

    /** A domain became active, or changed while it was. */
    record DomainActive(URI host, DomainDefinition definition, Instant at) implements OfHost {

        @Override
        public MachineState reach(MachineState state) {
            return state.onActive(definition);
        }
    }

    /** A domain is off, or gone. */
    record DomainOff(URI host, UUID uuid, Instant at) implements OfHost {

        @Override
        public MachineState reach(MachineState state) {
            return state.onOff(uuid);
        }
    }

    /** A host's hypervisor cannot be asked. */
    record HostAway(URI host, String reason, Instant at) implements OfHost {

        @Override
        public MachineState reach(MachineState state) {
            return state.onAway(at, reason);
        }
    }

    /**
     * The words that a DBC node said since the last such observation.
     *
     * @param renting whether {@code renting} was one of them
     * @param nanos monotonic, of the last one
     */
    record WordsHeard(MachineId machineId, boolean renting, Word last, String sender, Instant at, long nanos)
            implements OfMachine {

        @Override
        public MachineState reach(MachineState state) {
            return state.onWords(this);
        }
    }

    /**
     * Time has passed.
     *
     * @param deafBecause why broadcasts are not heard at all; empty while they are
     */
    record Tick(Instant at, long nanos, ClockReading clock, Optional<String> deafBecause) implements Observation {

        @Override
        public boolean concerns(Machine machine) {
            return true;
        }

        @Override
        public MachineState reach(MachineState state) {
            return state.onTick(this);
        }
    }

    /** The host was gone through, check by check. */
    record HostExamined(MachineId machineId, List<Check> checks, Instant at) implements OfMachine {

        public HostExamined {
            checks = List.copyOf(checks);
        }

        @Override
        public MachineState reach(MachineState state) {
            return state.onExamined(this);
        }
    }

    /** What is in the place of the machine's key. */
    record KeySeen(MachineId machineId, KeyState key, Instant at) implements OfMachine {

        @Override
        public MachineState reach(MachineState state) {
            return state.onKey(key);
        }
    }

    /** The rent orders that the machine's DBC node knows. */
    record OrdersListed(MachineId machineId, NodeOrders orders, Instant at) implements OfMachine {

        @Override
        public MachineState reach(MachineState state) {
            return state.onOrders(orders);
        }
    }
}

package io.dbcpool.bridge.machines;

import io.dbcpool.bonding.upkeep.Shortage;
import io.dbcpool.bus.Publisher;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.events.Alert;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last state of each machine, and what of it asks for its owner. */
public final class MachineWatch {

    private static final Logger LOG = LoggerFactory.getLogger(MachineWatch.class);

    private final Map<MachineId, MachineState> last = new ConcurrentHashMap<>();
    private final Map<MachineId, Shortage> shortages = new ConcurrentHashMap<>();
    private volatile Map<MachineId, Shortage> ofWishes = Map.of();
    private volatile Instant readAt = Instant.EPOCH;
    private final MachineConditions conditions = new MachineConditions();
    private final Publisher publisher;
    private final String source;

    public MachineWatch(Publisher publisher, String source) {
        this.publisher = publisher;
        this.source = source;
    }

    /** Empty until it was read. */
    public Optional<MachineState> find(MachineId machine) {
        return Optional.ofNullable(last.get(machine));
    }

    /** The same as a record, at the last block that was read. */
    public Optional<ChainMachine> findRecord(MachineId machine) {
        return find(machine).map(state -> MachineRecords.record(state, EventCodec.micros(readAt)));
    }

    /** Which account has too little for what is next for the machine; empty if none has. */
    public Optional<Shortage> findShortage(MachineId machine) {
        return Optional.ofNullable(shortages.get(machine));
    }

    /** What the wishes lack for their next step; counts from the next block that is read on. */
    public void onWishes(Map<MachineId, Shortage> lacking) {
        ofWishes = Map.copyOf(lacking);
    }

    synchronized void onStates(Collection<MachineState> states, Instant now) {
        readAt = now;
        states.forEach(state -> {
            last.put(state.machine(), state);
            Shortage.of(state)
                    .or(() -> Optional.ofNullable(ofWishes.get(state.machine())))
                    .ifPresentOrElse(
                            found -> shortages.put(state.machine(), found), () -> shortages.remove(state.machine()));
        });
        for (Alert alert : conditions.look(states, shortages, now)) {
            LOG.warn(
                    "alert alert={} state={} machineId={} summary={}",
                    alert.alert(),
                    alert.state(),
                    alert.machineId().map(Object::toString).orElse("-"),
                    alert.summary());
            publisher.publish(new Envelope(UUID.randomUUID().toString(), source, alert.at(), alert));
        }
    }
}

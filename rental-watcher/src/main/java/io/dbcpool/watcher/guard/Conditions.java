package io.dbcpool.watcher.guard;

import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.Alert.State;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.values.MachineId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Standing conditions: each is told when it begins and when it ends, and not in between. */
public final class Conditions {

    private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);

    private record Key(String alert, String machine, String subject) {}

    private final Map<Key, Alert> standing = new ConcurrentHashMap<>();
    private final Publisher publisher;
    private final String source;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Conditions(Publisher publisher, String source, InstantSource clock) {
        this(publisher, source, clock, UUID::randomUUID);
    }

    Conditions(Publisher publisher, String source, InstantSource clock, Supplier<UUID> ids) {
        this.publisher = publisher;
        this.source = source;
        this.clock = clock;
        this.ids = ids;
    }

    void raise(Machine machine, Effect.Raise raise) {
        raise(
                new Key(raise.alert(), machine.id().hex(), raise.subject()),
                raise.severity(),
                Optional.of(machine.id()),
                machine.name() + ": " + raise.summary());
    }

    void clear(Machine machine, Effect.Clear clear) {
        clear(new Key(clear.alert(), machine.id().hex(), clear.subject()), machine.name() + ": " + clear.summary());
    }

    /** Of this host, whatever its machines. */
    void raise(String alert, Severity severity, String summary) {
        raise(new Key(alert, "", ""), severity, Optional.empty(), summary);
    }

    void clear(String alert, String summary) {
        clear(new Key(alert, "", ""), summary);
    }

    private void raise(Key key, Severity severity, Optional<MachineId> machineId, String summary) {
        var alert = new Alert(
                key.alert(),
                severity,
                State.RAISED,
                machineId,
                summary,
                runbook(key.alert()),
                EventCodec.micros(clock.instant()));
        if (standing.putIfAbsent(key, alert) == null) {
            LOG.warn(
                    "alert raised alert={} machineId={} summary={}",
                    key.alert(),
                    machineId.map(MachineId::hex).orElse("-"),
                    summary);
            publish(alert);
        }
    }

    private void clear(Key key, String summary) {
        var raised = standing.remove(key);
        if (raised != null) {
            LOG.info(
                    "alert cleared alert={} machineId={} summary={}",
                    key.alert(),
                    raised.machineId().map(MachineId::hex).orElse("-"),
                    summary);
            publish(new Alert(
                    raised.alert(),
                    raised.severity(),
                    State.CLEARED,
                    raised.machineId(),
                    summary,
                    raised.runbook(),
                    EventCodec.micros(clock.instant())));
        }
    }

    /** What stands now. */
    public List<Alert> list() {
        return List.copyOf(standing.values());
    }

    private void publish(Alert alert) {
        publisher.publish(new Envelope(ids.get().toString(), source, alert.at(), alert));
    }

    private static String runbook(String alert) {
        return "docs/runbooks/" + alert + ".md";
    }
}

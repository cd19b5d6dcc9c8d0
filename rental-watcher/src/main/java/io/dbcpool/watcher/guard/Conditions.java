package io.dbcpool.watcher.guard;

import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.Alert.State;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.values.MachineId;
import java.time.Instant;
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
                machine.name() + ": " + raise.summary(),
                raise.occasion());
    }

    void clear(Machine machine, Effect.Clear clear) {
        clear(
                new Key(clear.alert(), machine.id().hex(), clear.subject()),
                machine.name() + ": " + clear.summary(),
                clear.occasion());
    }

    /** What a watcher before this one may have had in its memory only. Nothing stands for it here. */
    void tellAgain(Machine machine, Effect told, Map<String, Alert> raised) {
        if (told instanceof Effect.Raise raise && raise.occasion().isPresent()) {
            var occasion = raise.occasion().get();
            var alert = new Alert(
                    raise.alert(),
                    raise.severity(),
                    State.RAISED,
                    Optional.of(machine.id()),
                    machine.name() + ": " + raise.summary(),
                    runbook(raise.alert()),
                    occasion.at());
            raised.put(raise.alert(), alert);
            publish(occasion.id(), alert);
        } else if (told instanceof Effect.Clear clear && clear.occasion().isPresent()) {
            var occasion = clear.occasion().get();
            Optional.ofNullable(raised.remove(clear.alert()))
                    .ifPresent(before -> publish(
                            occasion.id(), cleared(before, machine.name() + ": " + clear.summary(), occasion.at())));
        }
    }

    /** Of this host, whatever its machines. */
    void raise(String alert, Severity severity, String summary) {
        raise(new Key(alert, "", ""), severity, Optional.empty(), summary, Optional.empty());
    }

    void clear(String alert, String summary) {
        clear(new Key(alert, "", ""), summary, Optional.empty());
    }

    private void raise(
            Key key,
            Severity severity,
            Optional<MachineId> machineId,
            String summary,
            Optional<Effect.Occasion> occasion) {
        var alert =
                new Alert(key.alert(), severity, State.RAISED, machineId, summary, runbook(key.alert()), at(occasion));
        if (standing.putIfAbsent(key, alert) == null) {
            LOG.warn(
                    "alert raised alert={} machineId={} summary={}",
                    key.alert(),
                    machineId.map(MachineId::hex).orElse("-"),
                    summary);
            publish(id(occasion), alert);
        }
    }

    private void clear(Key key, String summary, Optional<Effect.Occasion> occasion) {
        var raised = standing.remove(key);
        if (raised != null) {
            LOG.info(
                    "alert cleared alert={} machineId={} summary={}",
                    key.alert(),
                    raised.machineId().map(MachineId::hex).orElse("-"),
                    summary);
            publish(id(occasion), cleared(raised, summary, at(occasion)));
        }
    }

    private static Alert cleared(Alert raised, String summary, Instant at) {
        return new Alert(
                raised.alert(), raised.severity(), State.CLEARED, raised.machineId(), summary, raised.runbook(), at);
    }

    private Instant at(Optional<Effect.Occasion> occasion) {
        return occasion.map(Effect.Occasion::at).orElseGet(() -> EventCodec.micros(clock.instant()));
    }

    private String id(Optional<Effect.Occasion> occasion) {
        var other = ids.get().toString();
        return occasion.map(Effect.Occasion::id).orElse(other);
    }

    /** What stands now. */
    public List<Alert> list() {
        return List.copyOf(standing.values());
    }

    private void publish(String id, Alert alert) {
        publisher.publish(new Envelope(id, source, alert.at(), alert));
    }

    private static String runbook(String alert) {
        return "docs/runbooks/" + alert + ".md";
    }
}

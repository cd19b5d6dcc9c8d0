package io.dbcpool.watcher.guard;

import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.State;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Standing conditions: each is told when it begins and when it ends, and not in between. */
public final class Conditions {

    private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);

    private record Key(String alert, String machine, String subject) {}

    private final Map<Key, Alert> standing = new ConcurrentHashMap<>();
    private final Publisher publisher;
    private final String source;
    private final Clock clock;

    public Conditions(Publisher publisher, String source, Clock clock) {
        this.publisher = publisher;
        this.source = source;
        this.clock = clock;
    }

    void raise(Machine machine, Effect.Raise raise) {
        var alert = new Alert(
                raise.alert(),
                raise.severity(),
                State.RAISED,
                Optional.of(machine.id()),
                machine.name() + ": " + raise.summary(),
                runbook(raise.alert()),
                EventCodec.micros(clock.instant()));
        if (standing.putIfAbsent(new Key(raise.alert(), machine.id().hex(), raise.subject()), alert) == null) {
            LOG.warn("alert raised alert={} machineId={} summary={}", raise.alert(), machine.id(), raise.summary());
            publish(alert);
        }
    }

    void clear(Machine machine, Effect.Clear clear) {
        var raised = standing.remove(new Key(clear.alert(), machine.id().hex(), clear.subject()));
        if (raised != null) {
            LOG.info("alert cleared alert={} machineId={} summary={}", clear.alert(), machine.id(), clear.summary());
            publish(new Alert(
                    raised.alert(),
                    raised.severity(),
                    State.CLEARED,
                    raised.machineId(),
                    machine.name() + ": " + clear.summary(),
                    raised.runbook(),
                    EventCodec.micros(clock.instant())));
        }
    }

    /** What stands now. */
    public List<Alert> list() {
        return List.copyOf(standing.values());
    }

    private void publish(Alert alert) {
        publisher.publish(new Envelope(UUID.randomUUID().toString(), source, alert.at(), alert));
    }

    private static String runbook(String alert) {
        return "docs/runbooks/" + alert + ".md";
    }
}

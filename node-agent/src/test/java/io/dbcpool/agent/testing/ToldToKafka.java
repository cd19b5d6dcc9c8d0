package io.dbcpool.agent.testing;

import io.dbcpool.bus.Followed;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.events.Alert;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads the agent's topics, from their beginning. */
public final class ToldToKafka implements AutoCloseable {

    private final List<Followed> records = new CopyOnWriteArrayList<>();
    private final TopicFollower follower;

    public ToldToKafka(String bootstrapServers) {
        this.follower = TopicFollower.start(
                KafkaSettings.of(bootstrapServers, "test"),
                Set.of(Topic.NODE_RENTALS, Topic.NODE_READINESS, Topic.SIGNING_ANSWERS, Topic.ALERTS),
                From.before(Duration.ofHours(1)),
                records::add,
                (record, reason) -> {
                    throw new AssertionError("not readable: " + reason);
                });
    }

    public List<Followed> records() {
        return records;
    }

    /** Each as {@code renter-domain-appeared renter-vm}, or the kind alone. */
    public List<String> rentals() {
        return events(NodeRental.class).stream()
                .map(rental -> rental.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + rental.domain().map(domain -> " " + domain.name()).orElse(""))
                .toList();
    }

    /** The states that one check had, one after the other, as they were told. */
    public List<NodeReadiness.State> states(String check) {
        return events(NodeReadiness.class).stream()
                .flatMap(readiness -> readiness.checks().stream())
                .filter(item -> item.id().equals(check))
                .map(Check::state)
                .toList();
    }

    /** Each as {@code RAISED MachineKeyLost}. */
    public List<String> alerts() {
        return events(Alert.class).stream()
                .map(alert -> alert.state() + " " + alert.alert())
                .toList();
    }

    public <T extends PoolEvent> List<T> events(Class<T> type) {
        return records.stream()
                .map(record -> record.envelope().event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public void close() {
        follower.close();
    }
}

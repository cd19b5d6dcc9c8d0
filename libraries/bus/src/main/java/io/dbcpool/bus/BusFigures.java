package io.dbcpool.bus;

import java.util.function.ToDoubleFunction;

/** What each service shows of how it stands with Kafka, under the names of {@code docs/metrics.md}. */
public final class BusFigures {

    /** One of them, in whatever the service shows its figures with. */
    public interface Meter {
        void show(String name, String description, ToDoubleFunction<KafkaPublisher> value);
    }

    private BusFigures() {}

    /**
     * @param gauge of what goes up and down
     * @param counter of what only grows; it appends {@code _total} to a name
     */
    public static void show(Meter gauge, Meter counter) {
        gauge.show("dbcpool_outbox_records", "Records that wait for Kafka", of(BusState::outboxRecords));
        gauge.show(
                "dbcpool_outbox_oldest_age_seconds",
                "How long the first of them has waited",
                of(state -> state.outboxOldestAge().toMillis() / 1000.0));
        gauge.show("dbcpool_kafka_connected", "Whether a broker answers", of(state -> state.connected() ? 1 : 0));
        counter.show(
                "dbcpool_published_records", "Records that Kafka has acknowledged", of(BusState::publishedRecords));
    }

    private static ToDoubleFunction<KafkaPublisher> of(ToDoubleFunction<BusState> value) {
        return publisher -> value.applyAsDouble(publisher.state());
    }
}

package io.dbcpool.console.trace;

import io.dbcpool.events.Envelope;
import io.dbcpool.events.PoolEvent;
import java.time.Instant;

/**
 * A record and where it lies.
 *
 * @param sentAt when its writer handed it to Kafka
 */
public record TopicRecord(Envelope envelope, String topic, int partition, long offset, Instant sentAt) {

    PoolEvent event() {
        return envelope.event();
    }

    Origin origin() {
        return Origin.of(envelope.source());
    }

    /** As a receipt's evidence names it. */
    String place() {
        return "%s/%d/%d".formatted(topic, partition, offset);
    }
}

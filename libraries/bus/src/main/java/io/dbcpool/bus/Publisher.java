package io.dbcpool.bus;

import io.dbcpool.events.Envelope;

/**
 * Where a service tells what happened. What was told reaches its topic at least once, in the order it was told, with
 * the same {@code ce_id} each time, however long Kafka is away and however often the service is restarted.
 */
public interface Publisher {

    /**
     * Keeps the event and returns; Kafka is not waited for, and neither is a disk that is slow. Never throws for a disk
     * or a broker that fails: then the event is kept in memory, and {@code outbox} in the service's health says so.
     */
    void publish(Envelope envelope);
}

package io.dbcpool.bus;

import io.dbcpool.events.Envelope;
import java.time.Instant;

/**
 * A record that a follower read.
 *
 * @param sentAt when its writer handed it to Kafka, by the writer's clock, in milliseconds; later than what it tells of
 *     where that waited in an outbox
 * @param value the record's value as it came
 * @param fromLookback whether it was in the topic already when the follower first reached its partition: told for
 *     knowledge, and perhaps long over
 */
@SuppressWarnings("ArrayRecordComponent") // the client's own copy, handed on
public record Followed(
        Envelope envelope,
        String topic,
        int partition,
        long offset,
        Instant sentAt,
        byte[] value,
        boolean fromLookback) {}

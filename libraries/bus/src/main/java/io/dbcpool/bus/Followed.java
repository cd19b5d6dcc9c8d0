package io.dbcpool.bus;

import io.dbcpool.events.Envelope;

/**
 * A record that a follower read.
 *
 * @param value the record's value as it came
 * @param fromLookback whether it was in the topic already when the follower first reached its partition: told for
 *     knowledge, and perhaps long over
 */
@SuppressWarnings("ArrayRecordComponent") // the client's own copy, handed on
public record Followed(
        Envelope envelope, String topic, int partition, long offset, byte[] value, boolean fromLookback) {}

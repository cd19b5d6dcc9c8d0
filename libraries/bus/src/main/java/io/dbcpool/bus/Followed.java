package io.dbcpool.bus;

import io.dbcpool.events.Envelope;

/**
 * A record that a follower read.
 *
 * @param fromLookback whether it was in the topic already when the follower first reached its partition: told for
 *     knowledge, and perhaps long over
 */
public record Followed(Envelope envelope, String topic, int partition, long offset, boolean fromLookback) {}

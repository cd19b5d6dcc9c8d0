package io.dbcpool.bus.outbox;

import java.time.Instant;

/**
 * A record that waits for Kafka.
 *
 * @param position its place in the order; grows, with gaps
 * @param appendedAt when it was told, by the wall clock, so that its age survives a restart
 */
public record OutboxEntry(long position, Instant appendedAt, OutgoingRecord record) {}

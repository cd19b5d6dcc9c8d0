package io.dbcpool.bus.outbox;

/**
 * How much waits for Kafka, counted without a lock: it may be a batch off while one is written.
 *
 * @param inMemoryOnly how many of {@code records} the disk does not have (yet)
 * @param bytes roughly; 0 when empty
 */
public record OutboxSize(long records, long inMemoryOnly, long bytes) {}

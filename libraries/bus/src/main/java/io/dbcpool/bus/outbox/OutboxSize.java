package io.dbcpool.bus.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * How much waits for Kafka.
 *
 * @param inMemoryOnly how many of {@code records} the disk does not have (yet)
 * @param bytes roughly; 0 when empty
 * @param oldest when the first of them was told
 */
public record OutboxSize(long records, long inMemoryOnly, long bytes, Optional<Instant> oldest) {}

/**
 * Hears what others heard, by way of Kafka: one more source, never one that is waited for. Start with
 * {@link io.dbcpool.watcher.kafka.KafkaSignals}, which is pure.
 */
@NullMarked
package io.dbcpool.watcher.kafka;

import org.jspecify.annotations.NullMarked;

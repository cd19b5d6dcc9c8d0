/**
 * Kafka as the services use it. Start with {@link io.dbcpool.bus.Publisher}, to which everything is told that goes to a
 * topic: {@link io.dbcpool.bus.KafkaPublisher} keeps it in an {@link io.dbcpool.bus.outbox.Outbox} on disk until Kafka
 * has acknowledged it, and sends it in order. {@link io.dbcpool.bus.TopicFollower} reads topics without a consumer
 * group and sends what it cannot read to the dead letters. {@link io.dbcpool.bus.KafkaSettings} is how each client is
 * set up.
 *
 * <p>Nothing here may hold up a caller: law 1 of the design says that the ten seconds wait on nothing remote.
 */
@NullMarked
package io.dbcpool.bus;

import org.jspecify.annotations.NullMarked;

/**
 * Kafka as the services use it. Start with {@link io.dbcpool.bus.Publisher}, to which everything is told that goes to a
 * topic: it is kept in an {@link io.dbcpool.bus.Outbox} on disk until Kafka has acknowledged it, and goes out in order.
 * {@code TopicFollower} reads topics without a consumer group and sends what it cannot read to the dead letters.
 */
@NullMarked
package io.dbcpool.bus;

import org.jspecify.annotations.NullMarked;

/** The way of a record from one service to another. Start with {@link io.dbcpool.bench.kafka.KafkaBench}. */
@NullMarked
package io.dbcpool.bench.kafka;

import org.jspecify.annotations.NullMarked;

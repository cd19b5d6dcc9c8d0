/** What a command tells Kafka while it runs. Start with {@link io.dbcpool.cli.kafka.PassingPublisher}. */
@NullMarked
package io.dbcpool.cli.kafka;

import org.jspecify.annotations.NullMarked;

/** What the console reads. Start with {@link io.dbcpool.console.kafka.TopicFeed}. */
@NullMarked
package io.dbcpool.console.kafka;

import org.jspecify.annotations.NullMarked;

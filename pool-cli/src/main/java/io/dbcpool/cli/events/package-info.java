/** {@code pool events}: what goes over Kafka, for a person. Start with {@link io.dbcpool.cli.events.EventLine}. */
@NullMarked
package io.dbcpool.cli.events;

import org.jspecify.annotations.NullMarked;

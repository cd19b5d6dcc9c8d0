/**
 * What goes over Kafka. Start with {@link io.dbcpool.events.Topic}, which names each topic, its retention and the
 * records it holds; every record is a {@link io.dbcpool.events.PoolEvent}; {@link io.dbcpool.events.EventCodec} turns
 * them into bytes and back, and the files under {@code golden/} in the tests are what those bytes have to stay.
 *
 * <p>Values are JSON that a person can read. Times are RFC 3339 in UTC with microseconds, durations are whole
 * milliseconds and end in {@code Millis}, enum constants are written in lower case with hyphens.
 */
@NullMarked
package io.dbcpool.events;

import org.jspecify.annotations.NullMarked;

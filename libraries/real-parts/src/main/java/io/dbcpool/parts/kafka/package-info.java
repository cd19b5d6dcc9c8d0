/**
 * A real Kafka broker on this machine, from the same jars that everybody runs. Start with
 * {@link io.dbcpool.parts.kafka.EmbeddedBroker}, which runs it in this JVM or, by its {@code main}, in one of its own;
 * {@link io.dbcpool.parts.kafka.BrokerProcess} is that one from the outside, for tests that kill it.
 *
 * <p>For one machine, for the demo and the tests: one node, no replica, no password, loopback.
 */
@NullMarked
package io.dbcpool.parts.kafka;

import org.jspecify.annotations.NullMarked;

/**
 * The machine's signature, asked for over Kafka: {@link io.dbcpool.bonding.kafka.AskedAgent}. What the agent promises
 * is in docs/topics/dbc.signing.requests.md.
 */
@NullMarked
package io.dbcpool.bonding.kafka;

import org.jspecify.annotations.NullMarked;

/** What the service says of Kafka in {@code /q/health/ready}; of the chain says {@link io.dbcpool.bridge.chain}. */
@NullMarked
package io.dbcpool.bridge.health;

import org.jspecify.annotations.NullMarked;

/** Hears the DBC node's broadcasts itself, so that a shutdown does not wait on the listener or on Kafka. */
@NullMarked
package io.dbcpool.watcher.udp;

import org.jspecify.annotations.NullMarked;

/**
 * The broadcast-listener beside rsyslog: how many words a second, how soon, under a flood, and while Kafka is away.
 * Start with {@link io.dbcpool.bench.broadcast.BroadcastBench}.
 */
@NullMarked
package io.dbcpool.bench.broadcast;

import org.jspecify.annotations.NullMarked;

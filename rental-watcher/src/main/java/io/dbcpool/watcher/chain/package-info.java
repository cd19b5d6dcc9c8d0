/**
 * Follows the chain itself, so that a rental is heard without Kafka and without the chain-bridge. Off unless
 * {@code pool.chain.endpoints} names chain nodes. Start with {@link io.dbcpool.watcher.chain.ChainSignals}, which is
 * pure.
 */
@NullMarked
package io.dbcpool.watcher.chain;

import org.jspecify.annotations.NullMarked;

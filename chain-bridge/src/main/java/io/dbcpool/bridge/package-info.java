/**
 * Speaks to the chain: tells each rental of the pool's machines as soon as a block has it, and what the chain says of
 * each machine. Start with {@link io.dbcpool.bridge.follow.ChainFollowing}; which rental is told when is decided in
 * {@code io.dbcpool.chain.feed}. Without {@code pool.chain.endpoints} it follows nothing, and says so.
 */
@NullMarked
package io.dbcpool.bridge;

import org.jspecify.annotations.NullMarked;

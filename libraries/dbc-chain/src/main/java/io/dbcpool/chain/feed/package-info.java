/**
 * Rentals as the blocks have them. Start with {@link io.dbcpool.chain.feed.RentalFeed}: a pure rule, which is given
 * blocks in the chain's order, the drops of forks and what became final, and answers what is to be told of the pool's
 * machines. {@link io.dbcpool.chain.feed.RentalChanges} compares one block with the one before it;
 * {@code io.dbcpool.chain.follow} reads the blocks.
 *
 * <p>Half of it has no chain event: that an order ended, expired, or its machine was forced offline shows only in
 * storage. So what is told is the difference between two blocks' storage, and events add what storage alone would not
 * show.
 */
@NullMarked
package io.dbcpool.chain.feed;

import org.jspecify.annotations.NullMarked;

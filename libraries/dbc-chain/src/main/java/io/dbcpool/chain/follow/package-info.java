/**
 * Follows a chain's rentals through its nodes. Start with {@link io.dbcpool.chain.follow.RentalFollower}; what is to be
 * told is decided by {@link io.dbcpool.chain.feed.RentalFeed}. Everything is read at an explicit block.
 */
@NullMarked
package io.dbcpool.chain.follow;

import org.jspecify.annotations.NullMarked;

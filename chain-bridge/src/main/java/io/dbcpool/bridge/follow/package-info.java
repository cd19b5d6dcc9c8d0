/**
 * Follows the chain, if one is configured, and tells what it says. Start with
 * {@link io.dbcpool.bridge.follow.ChainFollowing}.
 */
@NullMarked
package io.dbcpool.bridge.follow;

import org.jspecify.annotations.NullMarked;

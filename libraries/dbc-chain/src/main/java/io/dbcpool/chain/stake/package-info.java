/**
 * Money at stake: parameters, prices, balances, slashes and their review. Start with
 * {@link io.dbcpool.chain.stake.StakeParameters} and {@link io.dbcpool.chain.stake.PendingSlash}. Source:
 * {@code pallets/online-profile/src/types/basic.rs}, {@code pallets/support/src/verify_slash.rs}.
 */
@NullMarked
package io.dbcpool.chain.stake;

import org.jspecify.annotations.NullMarked;

/**
 * Rentals that wait in a chain node's pool, up to 6 s before a block has them: a hint, and no more. Start with
 * {@link io.dbcpool.chain.pending.PendingRentals}, which is pure.
 */
@NullMarked
package io.dbcpool.chain.pending;

import org.jspecify.annotations.NullMarked;

/**
 * Extrinsics that are in no block yet, and what is told to those who watch one. Start with
 * {@link io.dbcpool.devchain.pending.PendingPool}; refusals have the codes and words of a Substrate node's pool.
 */
@NullMarked
package io.dbcpool.devchain.pending;

import org.jspecify.annotations.NullMarked;

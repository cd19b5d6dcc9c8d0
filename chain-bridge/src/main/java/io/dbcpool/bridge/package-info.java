/**
 * Speaks to the chain. This release does not follow it yet: the service starts, is healthy, and says in its log, its
 * health and under {@code GET /chain} that nobody hears of rentals from here. Start with
 * {@link io.dbcpool.bridge.chain.ChainSource}.
 */
@NullMarked
package io.dbcpool.bridge;

import org.jspecify.annotations.NullMarked;

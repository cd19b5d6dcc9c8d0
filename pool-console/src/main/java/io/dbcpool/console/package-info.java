/**
 * Shows the pool in a browser, from what the topics say. Start with {@link io.dbcpool.console.view.PoolView}, what is
 * known; {@code live} keeps it up to date, {@code words} says it in three languages, {@code http} serves it.
 *
 * <p>It only reads: there is no request that changes anything in the pool, and it holds no key and no token but the one
 * that lets people read.
 */
@NullMarked
package io.dbcpool.console;

import org.jspecify.annotations.NullMarked;

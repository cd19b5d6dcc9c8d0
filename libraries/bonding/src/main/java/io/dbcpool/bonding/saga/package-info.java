/**
 * Carries out the steps of {@code step}, one after the other. Start with {@link io.dbcpool.bonding.saga.BondingSaga}.
 */
@NullMarked
package io.dbcpool.bonding.saga;

import org.jspecify.annotations.NullMarked;

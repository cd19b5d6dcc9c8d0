/**
 * The Substrate client beside polkadot-js: the same work on the same bytes, by JMH here and by Node there, in turn.
 * Start with {@link io.dbcpool.bench.substrate.SubstrateBench}; {@link io.dbcpool.bench.substrate.SubstrateOperations}
 * is what is measured, and {@code src/main/polkadot-js/substrate.mjs} its other side.
 */
@NullMarked
package io.dbcpool.bench.substrate;

import org.jspecify.annotations.NullMarked;

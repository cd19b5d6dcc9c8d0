/**
 * A chain as one reads it: storage, chain events, extrinsics and constants of a named block, by the metadata of the
 * runtime that made that block. Start with {@link io.dbcpool.substrate.chain.ChainClient} and
 * {@link io.dbcpool.substrate.chain.BlockView}.
 *
 * <p>Everything is asked at an explicit block. "Now" is two blocks by the time the second answer comes.
 */
@NullMarked
package io.dbcpool.substrate.chain;

import org.jspecify.annotations.NullMarked;

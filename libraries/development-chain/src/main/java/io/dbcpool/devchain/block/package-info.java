/**
 * Blocks: how one is built upon another from pending extrinsics, and the tree that they grow into. Start with
 * {@link io.dbcpool.devchain.block.BlockAuthor}; {@link io.dbcpool.devchain.block.BlockTree} knows which is best and
 * which is final.
 */
@NullMarked
package io.dbcpool.devchain.block;

import org.jspecify.annotations.NullMarked;

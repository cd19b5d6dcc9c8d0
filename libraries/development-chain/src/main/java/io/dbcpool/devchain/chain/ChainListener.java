package io.dbcpool.devchain.chain;

import io.dbcpool.devchain.block.BuiltBlock;

/** Hears of blocks, under the chain's lock: it must not wait for anything. */
public interface ChainListener {

    /**
     * A block was built.
     *
     * @param best whether it is the best one now; of several that a fork builds only the last is
     */
    void onImported(BuiltBlock block, boolean best);

    /** All blocks up to this one are final. */
    void onFinalized(BuiltBlock block);
}

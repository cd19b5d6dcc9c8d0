package io.dbcpool.substrate.block;

import io.dbcpool.substrate.crypto.hash.Hash256;

/**
 * A block by both of its names. The number alone names no block: forks have one of each.
 *
 * @param number its height, 0 for the genesis block
 */
public record BlockRef(long number, Hash256 hash) {

    public BlockRef {
        if (number < 0) {
            throw new IllegalArgumentException("a block's number must not be negative, was " + number);
        }
    }

    @Override
    public String toString() {
        return number + " (" + hash + ")";
    }
}

package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.OptionalLong;

/** The blocks in which an extrinsic may be included: its era, tied to a chain by the hash of the block of its birth. */
public sealed interface Lifetime {

    /**
     * From a block on, for some blocks. A reorganisation that drops the block of birth kills the extrinsic too, so take
     * a finalized one.
     *
     * @param birth the number of a block that the chain has
     * @param birthHash that block's hash
     */
    record Mortal(Era.Mortal era, long birth, Hash256 birthHash) implements Lifetime {
        public Mortal {
            if (era.birth(birth) != birth) {
                throw new IllegalArgumentException("no era of %d blocks begins at block %d; one does at block %d"
                        .formatted(era.period(), birth, era.birth(birth)));
            }
        }

        @Override
        public OptionalLong diesAt() {
            return era.death(birth);
        }
    }

    /** For ever. What became of such an extrinsic may stay unknown for ever too. */
    record Immortal() implements Lifetime {
        @Override
        public Era era() {
            return new Era.Immortal();
        }

        @Override
        public OptionalLong diesAt() {
            return OptionalLong.empty();
        }
    }

    /**
     * A life of {@code period} blocks that begins with a block.
     *
     * @param birth the block's number; with a period over 4096 it must be one that {@link Era#birth} names
     * @param period in blocks: a power of two, 4 to 65536, and no more than the chain's {@code System.BlockHashCount}
     */
    static Lifetime bornAt(long birth, Hash256 birthHash, long period) {
        return new Mortal(Era.mortal(birth, period), birth, birthHash);
    }

    /** Without an end: it may be sent again for as long as its nonce is free. */
    static Lifetime immortal() {
        return new Immortal();
    }

    /** As it goes over the wire. */
    Era era();

    /** The first block too late; empty if there is none. */
    OptionalLong diesAt();
}

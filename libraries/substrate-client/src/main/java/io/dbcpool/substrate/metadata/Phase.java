package io.dbcpool.substrate.metadata;

/** When in its block a chain event happened. */
public sealed interface Phase {

    /** While an extrinsic was applied: the one at that place in the block, counted from 0. */
    record ApplyExtrinsic(long index) implements Phase {}

    /** While the block was finalized, behind all extrinsics. */
    record Finalization() implements Phase {}

    /** While the block was begun, before all extrinsics. */
    record Initialization() implements Phase {}
}

package io.dbcpool.bonding.intent;

import io.dbcpool.substrate.block.BlockRef;
import java.util.Optional;

/** How a step ended. */
public sealed interface Outcome {

    /** In a finalized block, and carried out. */
    record Done(BlockRef block, String extrinsicHash) implements Outcome {}

    /**
     * In a finalized block, and refused by the runtime; the fee is spent.
     *
     * @param error {@code OnlineProfile.BalanceNotEnough}
     */
    record Refused(BlockRef block, String extrinsicHash, String error, String inWords, String nextStep)
            implements Outcome {}

    /**
     * In no block, and it can get into none: nothing was done, and nothing spent.
     *
     * @param reason {@code ERA_OVER}, {@code USURPED} or {@code INVALID}
     */
    record Never(String reason, String detail) implements Outcome {}

    /** The block from which on the chain's state knows of it; empty where none does. */
    default Optional<BlockRef> inBlock() {
        if (this instanceof Done done) {
            return Optional.of(done.block());
        }
        return this instanceof Refused refused ? Optional.of(refused.block()) : Optional.empty();
    }
}

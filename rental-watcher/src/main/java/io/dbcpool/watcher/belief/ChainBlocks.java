package io.dbcpool.watcher.belief;

import io.dbcpool.values.BlockNumber;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.util.Optional;

/**
 * How far the chain was heard. A block has no clock: one that is later than all that had been heard when they were
 * overruled was not overruled, whatever this host's clock makes of its time.
 *
 * @param heardTo the latest block that was said to leave the machine rented, or free
 * @param deafTo the same when it was last overruled; empty if it never was
 */
public record ChainBlocks(Optional<BlockNumber> heardTo, Optional<BlockNumber> deafTo) {

    public static final ChainBlocks NONE = new ChainBlocks(Optional.empty(), Optional.empty());

    private static final BlockNumber GENESIS = new BlockNumber(0);

    ChainBlocks after(Signal signal) {
        return find(signal)
                .filter(block -> heardTo.filter(last -> !block.isAfter(last)).isEmpty())
                .map(block -> new ChainBlocks(Optional.of(block), deafTo))
                .orElse(this);
    }

    /** Where nothing had been heard of the chain, nothing of it was overruled: each block is news. */
    ChainBlocks overruled() {
        return new ChainBlocks(heardTo, heardTo.or(() -> Optional.of(GENESIS)));
    }

    boolean isNews(SaysRented says) {
        return find(says)
                .filter(block -> deafTo.filter(block::isAfter).isPresent())
                .isPresent();
    }

    private static Optional<BlockNumber> find(Signal signal) {
        if (signal instanceof SaysRented says) {
            return says.trigger().block();
        }
        return signal instanceof ChainSaysFree says ? says.block() : Optional.empty();
    }
}

package io.dbcpool.substrate.heads;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import java.util.List;

/**
 * What happened to a chain since its reader asked last. Whoever undoes {@code dropped}, then does {@code added}, then
 * settles {@code finalized}, has the chain as it is. Each block is added before it is finalized, or in the same change.
 *
 * @param dropped no more on the best chain, newest first
 * @param added now on the best chain, oldest first
 * @param finalized settled, oldest first, without a gap to the last one told
 */
public record HeadChange(List<BlockRef> dropped, List<Header> added, List<Header> finalized) {

    public HeadChange {
        dropped = List.copyOf(dropped);
        added = List.copyOf(added);
        finalized = List.copyOf(finalized);
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return dropped.isEmpty() && added.isEmpty() && finalized.isEmpty();
    }
}

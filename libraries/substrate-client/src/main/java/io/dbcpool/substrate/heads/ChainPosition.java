package io.dbcpool.substrate.heads;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How much of a chain a reader was told.
 *
 * @param finalized the last finalized block
 * @param best the best chain above it, oldest first; none if the finalized block is the best one
 */
public record ChainPosition(BlockRef finalized, List<BlockRef> best) {

    public ChainPosition {
        best = List.copyOf(best);
    }

    /** Everything up to this block is told. */
    public static ChainPosition at(BlockRef finalized) {
        return new ChainPosition(finalized, List.of());
    }

    /** Where the reader is, and what to tell him to bring him there. */
    public record Move(ChainPosition position, HeadChange change) {}

    /** The last block of the best chain. */
    public BlockRef bestBlock() {
        return best.isEmpty() ? finalized : best.get(best.size() - 1);
    }

    /** Whether that block is on the best chain, or the last finalized one. */
    public boolean has(Hash256 hash) {
        return finalized.hash().equals(hash)
                || best.stream().anyMatch(block -> block.hash().equals(hash));
    }

    /**
     * Goes on to where the chain is now.
     *
     * @param settled what became final since, oldest first; the first one's parent is {@link #finalized}
     * @param path the best chain above the last of them, oldest first; none if that is not known, or old news
     * @throws IllegalArgumentException if a block does not follow the one before it
     */
    public Move moveTo(List<Header> settled, List<Header> path) {
        List<Header> headers = new ArrayList<>(settled);
        headers.addAll(path);
        requireLinked(headers);
        BlockRef settledTo =
                settled.isEmpty() ? finalized : settled.get(settled.size() - 1).ref();
        List<BlockRef> before = best;
        List<BlockRef> after = new ArrayList<>(headers.stream().map(Header::ref).toList());
        if (path.isEmpty()) {
            after.addAll(above(settledTo, settled.isEmpty()));
        }
        int common = 0;
        while (common < Math.min(before.size(), after.size())
                && before.get(common).equals(after.get(common))) {
            common++;
        }
        List<BlockRef> dropped = new ArrayList<>(before.subList(common, before.size()));
        Collections.reverse(dropped);
        List<Header> added = common < headers.size() ? headers.subList(common, headers.size()) : List.of();
        ChainPosition position = new ChainPosition(settledTo, after.subList(settled.size(), after.size()));
        return new Move(position, new HeadChange(dropped, added, settled));
    }

    /** What of the best chain stands on that block. */
    private List<BlockRef> above(BlockRef block, boolean isLastFinalized) {
        if (isLastFinalized) {
            return best;
        }
        int at = best.indexOf(block);
        return at < 0 ? List.of() : best.subList(at + 1, best.size());
    }

    private void requireLinked(List<Header> headers) {
        BlockRef before = finalized;
        for (Header header : headers) {
            if (!header.parent().equals(before.hash())) {
                throw new IllegalArgumentException("block %s follows %s, and not %s, which is told already"
                        .formatted(header.ref(), header.parent(), before));
            }
            before = header.ref();
        }
    }
}

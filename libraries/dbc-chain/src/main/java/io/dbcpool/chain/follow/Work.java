package io.dbcpool.chain.follow;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.heads.HeadChange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** One thing to do with a block, in the chain's order. */
sealed interface Work {

    Instant heardAt();

    record Drop(BlockRef block, Instant heardAt) implements Work {}

    /** @param isFinal whether it was final when it was heard */
    record Add(Header block, boolean isFinal, Instant heardAt) implements Work {}

    record Settle(BlockRef block, Instant heardAt) implements Work {}

    /**
     * Appends a change to what is still to be done. A block that is dropped before it was ever read is left out on both
     * sides: perhaps no node has it any more.
     */
    static Deque<Work> append(Deque<Work> before, HeadChange change, Instant heardAt) {
        Deque<Work> after = new ArrayDeque<>(before);
        for (BlockRef dropped : change.dropped()) {
            if (!after.removeIf(
                    work -> work instanceof Add add && add.block().ref().equals(dropped))) {
                after.addLast(new Drop(dropped, heardAt));
            }
        }
        Set<BlockRef> settled = new HashSet<>();
        change.finalized().forEach(header -> settled.add(header.ref()));
        for (Header added : change.added()) {
            after.addLast(new Add(added, settled.contains(added.ref()), heardAt));
        }
        if (!change.finalized().isEmpty()) {
            Header last = change.finalized().get(change.finalized().size() - 1);
            after.addLast(new Settle(last.ref(), heardAt));
        }
        return after;
    }
}

package io.dbcpool.substrate.endpoints;

import io.dbcpool.substrate.block.BlockRef;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a node.
 *
 * @param ready connected, of the right chain, and its head known
 * @param head its best block
 * @param headAtNanos when it announced that, on the monotonic clock
 * @param specVersion of the runtime at its head, if known by now
 */
record NodeView(boolean ready, boolean syncing, Optional<BlockRef> head, long headAtNanos, OptionalInt specVersion) {

    static final NodeView NOT_READY = new NodeView(false, false, Optional.empty(), 0, OptionalInt.empty());

    long headNumber() {
        return head.map(BlockRef::number).orElse(-1L);
    }
}

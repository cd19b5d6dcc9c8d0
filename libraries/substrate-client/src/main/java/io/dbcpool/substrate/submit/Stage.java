package io.dbcpool.substrate.submit;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.rpc.Endpoint;

/** What happens to an extrinsic on its way to an outcome. */
public sealed interface Stage {

    /** A node took it; the same bytes may go to several. */
    record Sent(Endpoint to) implements Stage {}

    /** A node did not answer when it was sent: it may have it or not. */
    record SentPerhaps(Endpoint to, String why) implements Stage {}

    /** A node did not take it. It decides nothing if another one did. */
    record NotTaken(Endpoint by, String why) implements Stage {}

    /** What a node says of it in its pool. */
    record PoolSays(PoolSign sign) implements Stage {}

    /** It stands in a block of the best chain. */
    record InBestBlock(Inclusion inclusion) implements Stage {}

    /** The block in which it stood was dropped from the best chain. */
    record Retracted(BlockRef from) implements Stage {}
}

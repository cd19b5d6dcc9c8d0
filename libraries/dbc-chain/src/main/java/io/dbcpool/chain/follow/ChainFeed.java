package io.dbcpool.chain.follow;

import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.heads.ChainPosition;
import io.dbcpool.substrate.heads.HeadStream;
import io.dbcpool.substrate.rpc.RpcException;

/** What a follower asks of a chain: its client, or a scripted chain in a test. */
public interface ChainFeed extends BlockStorage {

    Header finalizedHead() throws RpcException;

    /** The chain's changes from a position on. */
    HeadStream follow(ChainPosition from);
}

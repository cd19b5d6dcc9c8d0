package io.dbcpool.substrate.heads;

import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.block.Heads;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.rpc.RpcException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where heads come from, and the blocks between two of them. */
public interface HeaderSource {

    /**
     * Waits until the chain is anywhere else than at that version of its heads.
     *
     * @return empty if it did not move in that time, or the thread was interrupted
     */
    Optional<Heads> awaitHeads(long version, Duration timeout);

    /** @throws RpcException also if no node knows that block */
    Header header(Hash256 hash) throws RpcException;

    /**
     * The headers that these numbers have on a node's best chain; of finalized blocks, and so the same on all nodes.
     *
     * @throws RpcException also if there is none of one of the numbers
     */
    List<Header> finalizedHeaders(long from, long to) throws RpcException;
}

package io.dbcpool.substrate.endpoints;

import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.rpc.Endpoint;
import io.dbcpool.substrate.rpc.RpcConnection;
import java.util.concurrent.CompletableFuture;

/** What a member needs of its pool. */
interface PoolThread {

    /** Runs it on the pool's thread, then looks again which node to use. */
    void run(Runnable step);

    CompletableFuture<RpcConnection> open(Endpoint endpoint);

    /** @return the genesis block that all nodes must have: the one configured, or the first that was named */
    Hash256 agreeOnGenesis(Hash256 named);

    boolean isClosed();
}

package io.dbcpool.chain.follow;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.heads.ChainPosition;
import io.dbcpool.substrate.heads.HeadStream;
import io.dbcpool.substrate.rpc.RpcException;
import java.util.List;
import java.util.Optional;

/** A chain through its client. */
public record ClientFeed(ChainClient client) implements ChainFeed {

    @Override
    public Header finalizedHead() throws RpcException {
        return client.finalizedHead();
    }

    @Override
    public HeadStream follow(ChainPosition from) {
        return client.follow(from);
    }

    @Override
    public DbcRuntime runtime(Hash256 block) throws RpcException {
        return new DbcRuntime(client.at(block).metadata());
    }

    @Override
    public List<Optional<byte[]>> read(Hash256 block, List<byte[]> keys) throws RpcException {
        return client.at(block).ownBytes(keys);
    }
}

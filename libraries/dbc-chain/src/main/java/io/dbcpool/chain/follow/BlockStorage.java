package io.dbcpool.chain.follow;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.rpc.RpcException;
import java.util.List;
import java.util.Optional;

/** What was stored when a block was done. */
public interface BlockStorage {

    /** The runtime that made the block, and by which its storage is read. */
    DbcRuntime runtime(Hash256 block) throws RpcException;

    /** The bytes under each key, in the keys' order, by one question if the node allows it. */
    List<Optional<byte[]>> read(Hash256 block, List<byte[]> keys) throws RpcException;
}

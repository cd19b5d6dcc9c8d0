package io.dbcpool.chain.follow;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.substrate.block.BlockHash;
import io.dbcpool.substrate.rpc.RpcException;
import java.util.List;
import java.util.Optional;

/** What was stored when a block was done. */
public interface BlockStorage {

    /** The runtime that made the block, and by which its storage is read. */
    DbcRuntime runtime(BlockHash block) throws RpcException;

    /** The bytes under each key, in the keys' order, by one question if the node allows it. */
    List<Optional<byte[]>> read(BlockHash block, List<byte[]> keys) throws RpcException;
}

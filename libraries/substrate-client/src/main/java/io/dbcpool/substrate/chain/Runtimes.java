package io.dbcpool.substrate.chain;

import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.endpoints.EndpointPool;
import io.dbcpool.substrate.metadata.RuntimeVersion;
import io.dbcpool.substrate.rpc.RpcException;

/**
 * Which runtime a block is to be read with. An upgrade is stored by the last block of the old runtime, and a node asked
 * for the runtime at that block names the new one already; what the block itself stored and deposited is the old one's.
 */
final class Runtimes {

    private static final int BLOCKS = 1_024;
    private static final int RUNTIMES = 8;

    private final EndpointPool pool;
    private final Lately<Hash256, RuntimeVersion> versions = new Lately<>(BLOCKS);
    private final Lately<RuntimeVersion, ChainRuntime> runtimes = new Lately<>(RUNTIMES);

    Runtimes(EndpointPool pool) {
        this.pool = pool;
    }

    /** The runtime that made a block: that in the state of its parent. The genesis block has only its own. */
    ChainRuntime thatMade(Header block) throws RpcException {
        return block.number() == 0 ? after(block.hash()) : after(block.parent());
    }

    /** The runtime that will make the block after this one. */
    ChainRuntime after(Hash256 block) throws RpcException {
        RuntimeVersion version = versionAfter(block);
        var known = runtimes.find(version);
        if (known.isPresent()) {
            return known.get();
        }
        // One reader fetches it, the others wait for him: it is the largest answer of all.
        synchronized (runtimes) {
            known = runtimes.find(version);
            if (known.isPresent()) {
                return known.get();
            }
            ChainRuntime runtime = new ChainRuntime(version, pool.ask(Queries.metadata(block)));
            runtimes.keep(version, runtime);
            return runtime;
        }
    }

    private RuntimeVersion versionAfter(Hash256 block) throws RpcException {
        var known = versions.find(block);
        if (known.isPresent()) {
            return known.get();
        }
        RuntimeVersion version = pool.ask(Queries.runtimeVersion(block));
        versions.keep(block, version);
        return version;
    }
}

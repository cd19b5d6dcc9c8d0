package io.dbcpool.bench.substrate;

import io.dbcpool.substrate.chain.BlockView;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.rpc.RpcException;

/** What {@link ColdStart} starts: connects to the node, decodes the finalized head's chain events, and says so. */
public final class FirstHead {

    private FirstHead() {}

    public static void main(String[] args) throws RpcException {
        try (ChainClient client = ChainClient.connect(args[0])) {
            BlockView head = client.finalized();
            System.out.printf(
                    "block %d: %d events%n",
                    head.header().number(), head.events().size());
        }
    }
}

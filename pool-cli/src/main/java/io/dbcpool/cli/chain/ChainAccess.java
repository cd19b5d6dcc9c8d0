package io.dbcpool.cli.chain;

import io.dbcpool.bonding.intent.IntentFolder;
import io.dbcpool.bonding.intent.JournalFile;
import io.dbcpool.bonding.upkeep.PlanFolder;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.chain.ChainOptions;
import io.dbcpool.substrate.rpc.Endpoint;
import io.dbcpool.substrate.rpc.RpcException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** The chain that the pool's file names, and where the state folder keeps what is signed for it. */
public record ChainAccess(ChainClient client, Path folder) implements AutoCloseable {

    /** In the pool's state folder; the chain-bridge publishes its journal. */
    private static final String FOLDER = "bonding";

    /** @throws PoolFileException if the file names no chain node */
    public static ChainAccess open(PoolConfig pool) throws PoolFileException, CannotReachException {
        if (pool.chain().endpoints().isEmpty()) {
            throw new PoolFileException(
                    "%s: wanted chain nodes in pool.chain.endpoints, found none; next: endpoints: [\"wss://…\"]"
                            .formatted(pool.file()));
        }
        try {
            return new ChainAccess(
                    ChainClient.connect(
                            pool.chain().endpoints().stream().map(Endpoint::new).toList(), ChainOptions.DEFAULT),
                    pool.stateDir().resolve(FOLDER));
        } catch (RpcException e) {
            throw new CannotReachException("no chain node can be used: %s".formatted(e.getMessage()), e);
        }
    }

    public IntentFolder intents() {
        return new IntentFolder(folder.resolve("intents"));
    }

    public JournalFile journal() {
        return new JournalFile(folder.resolve("journal.jsonl"));
    }

    public PlanFolder plans() {
        return new PlanFolder(folder.resolve("plans"));
    }

    public Path locks() {
        return folder.resolve("locks");
    }

    /** Who does it, for what is told of it. */
    public static String actor() {
        try {
            return "pool-cli/" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "pool-cli/localhost";
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

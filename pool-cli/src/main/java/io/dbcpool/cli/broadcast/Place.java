package io.dbcpool.cli.broadcast;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.values.MachineId;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that all three share: which pool, and which port. */
final class Place {

    private static final InetSocketAddress DBC_NODES = new InetSocketAddress("0.0.0.0", 55_555);
    private static final int MOST_PORT = 65_535;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml, if there is one): its port, its machines' names.")
    private Path config = Path.of("pool.yaml");

    @Option(names = "--port", paramLabel = "PORT", description = "UDP port (default: the pool's, or 55555).")
    private int port;

    /** Empty where there is no file and none was asked for. */
    Optional<PoolConfig> findPool() throws PoolFileException {
        boolean asked = !config.equals(Path.of("pool.yaml"));
        return asked || Files.exists(config) ? Optional.of(PoolFile.read(config)) : Optional.empty();
    }

    InetSocketAddress bind(Optional<PoolConfig> pool) {
        var bind = pool.map(found -> found.broadcast().bind()).orElse(DBC_NODES);
        return port > 0 && port <= MOST_PORT ? new InetSocketAddress(bind.getAddress(), port) : bind;
    }

    /** By its name in the pool, or by its id, which need not be in it. */
    static Optional<MachineId> findMachine(Optional<PoolConfig> pool, String nameOrId) {
        return pool.flatMap(found -> found.findMachine(nameOrId))
                .map(PoolConfig.Machine::id)
                .or(() -> MachineId.find(nameOrId));
    }
}

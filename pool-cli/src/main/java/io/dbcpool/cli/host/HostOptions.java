package io.dbcpool.cli.host;

import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.cli.process.RunFiles;
import io.dbcpool.configuration.Locality;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.host.probe.Scope;
import io.dbcpool.host.run.PoolScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every verb that looks at a host. */
public final class HostOptions {

    private static final Path DEFAULT_FILE = Path.of("pool.yaml");

    @Option(
            names = {"-c", "--config"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml, if there is one).")
    private @Nullable Path config;

    @Option(
            names = "--machine",
            scope = ScopeType.INHERIT,
            paramLabel = "MACHINE",
            description = "Which machine of the file this host is (default: the only one whose libvirt is here).")
    private @Nullable String machine;

    @Option(
            names = "--host-root",
            scope = ScopeType.INHERIT,
            paramLabel = "PATH",
            description = "Where the host's root is mounted, in a container (default: /).")
    private Path hostRoot = Path.of("/");

    public Path hostRoot() {
        return hostRoot;
    }

    /** Empty where none is named and there is no pool.yaml. */
    public Optional<PoolConfig> pool() throws PoolFileException {
        if (config == null && !Files.exists(DEFAULT_FILE)) {
            return Optional.empty();
        }
        return Optional.of(PoolFile.read(config == null ? DEFAULT_FILE : config));
    }

    /** @throws PoolFileException if the file is none, or does not say which of its machines this is */
    public Machine machine(PoolConfig pool) throws PoolFileException {
        if (machine != null) {
            return pool.findMachine(machine)
                    .orElseThrow(() -> new PoolFileException("%s has no machine '%s'; it has %s"
                            .formatted(pool.file(), machine, names(pool.machines()))));
        }
        var here = pool.machines().stream()
                .filter(one -> Locality.isLocal(one.libvirt()))
                .toList();
        if (here.size() != 1) {
            throw new PoolFileException(
                    "%s: wanted one machine whose libvirt is on this host, found %s; say --machine NAME"
                            .formatted(pool.file(), here.isEmpty() ? "none" : names(here)));
        }
        return here.get(0);
    }

    private static List<String> names(List<Machine> machines) {
        return machines.stream().map(Machine::name).toList();
    }

    /** What the host is looked at for. */
    public Scope scope() throws PoolFileException {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        var pool = pool();
        if (pool.isEmpty()) {
            var bare = Scope.bare(now, PoolScope.isRoot());
            return PoolScope.isContained(hostRoot) ? bare.inContainer() : bare;
        }
        var ports = new RunFiles(pool.get().stateDir()).findPorts().orElse(new HttpPorts(HttpPorts.DEFAULT_BASE));
        var services = new PoolScope.Services(
                Optional.of(ports.uri(Service.NODE_AGENT, "").toString()),
                Optional.of(ports.uri(Service.RENTAL_WATCHER, "").toString()));
        return PoolScope.of(pool.get(), machine(pool.get()), now, hostRoot, services);
    }
}

package io.dbcpool.host.run;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.host.probe.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a host is looked at for, as the pool's file says it. */
public final class PoolScope {

    /**
     * Where our services on this host answer.
     *
     * @param agent address of the node-agent
     * @param watcher address of the rental-watcher
     */
    public record Services(Optional<String> agent, Optional<String> watcher) {}

    private PoolScope() {}

    /** @param hostRoot where the host's root is mounted; {@code /} for our own */
    public static Scope of(PoolConfig config, Machine machine, Instant now, Path hostRoot, Services services) {
        return new Scope(
                now,
                isRoot(),
                isContained(hostRoot),
                Optional.of(machine.id().hex()),
                List.of(machine.libvirt().toString()),
                machine.node().installDir().toString(),
                machine.node().clientNodes().stream().map(Object::toString).toList(),
                machine.ownDomains(),
                Optional.of(config.stateDir().toString()),
                config.broadcast().bind().getPort(),
                Optional.of(config.bootstrapServers()),
                config.chain().endpoints().stream().map(Object::toString).toList(),
                services.agent(),
                services.watcher());
    }

    public static boolean isContained(Path hostRoot) {
        return !hostRoot.toAbsolutePath().normalize().equals(Path.of("/"));
    }

    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}

package io.dbcpool.host.probe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a host is looked at for: the operator's words, as far as the checks need them. Empty parts are checks that
 * cannot tell.
 *
 * @param at when, by the clock of whoever looks
 * @param root whether the one who looks is root
 * @param container whether the host's files were seen through {@code --host-root}
 * @param machineId in lower case
 * @param libvirt URIs at which the pool reaches this host's libvirt
 * @param installDir of the DBC node
 * @param clientNodes addresses of DBC client nodes
 * @param ownDomains names or UUIDs
 * @param stateDir of the pool
 * @param broadcastPort on which broadcasts are heard
 * @param kafka bootstrap servers
 * @param chainEndpoints chain nodes
 * @param agent address of our node-agent on this host
 * @param watcher address of our rental-watcher on this host
 */
public record Scope(
        Instant at,
        boolean root,
        boolean container,
        Optional<String> machineId,
        List<String> libvirt,
        String installDir,
        List<String> clientNodes,
        List<String> ownDomains,
        Optional<String> stateDir,
        int broadcastPort,
        Optional<String> kafka,
        List<String> chainEndpoints,
        Optional<String> agent,
        Optional<String> watcher) {

    /** Where the DBC node and check_env look for libvirt, whatever anybody configures. */
    public static final String NODE_LIBVIRT = "qemu+tcp://localhost:16509/system";

    public static final String DEFAULT_INSTALL_DIR = "/home/dbc/dbc_mining_node";

    public static final int BROADCAST_PORT = 55_555;

    public Scope {
        libvirt = List.copyOf(libvirt);
        clientNodes = List.copyOf(clientNodes);
        ownDomains = List.copyOf(ownDomains);
        chainEndpoints = List.copyOf(chainEndpoints);
    }

    /** A host of which nobody said anything. */
    public static Scope bare(Instant at, boolean root) {
        return new Scope(
                at,
                root,
                false,
                Optional.empty(),
                List.of(NODE_LIBVIRT),
                DEFAULT_INSTALL_DIR,
                List.of(),
                List.of(),
                Optional.empty(),
                BROADCAST_PORT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public Scope inContainer() {
        return new Scope(
                at,
                root,
                true,
                machineId,
                libvirt,
                installDir,
                clientNodes,
                ownDomains,
                stateDir,
                broadcastPort,
                kafka,
                chainEndpoints,
                agent,
                watcher);
    }

    public String nodeDat() {
        return installDir + "/dat/node.dat";
    }

    public String coreConf() {
        return installDir + "/conf/core.conf";
    }
}

package io.dbcpool.configuration;

import io.dbcpool.values.MachineId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pool as its operator wrote it down.
 *
 * @param file where it was read from, absolute
 * @param stateDir where the services keep what must survive them, absolute; each has a folder of its own in it
 * @param kafkaBootstrapServers where Kafka is; empty for the embedded broker that {@code pool up} starts
 */
public record PoolConfig(
        String name,
        Path file,
        Path stateDir,
        Optional<String> kafkaBootstrapServers,
        Chain chain,
        Broadcast broadcast,
        Watcher watcher,
        Api api,
        Bonding bonding,
        Traces traces,
        List<Machine> machines) {

    /** Where the embedded broker listens when the file names no other. */
    public static final String EMBEDDED_BROKER = "127.0.0.1:9092";

    public PoolConfig {
        machines = List.copyOf(machines);
    }

    /** Where to find Kafka, the embedded broker's address included. */
    public String bootstrapServers() {
        return kafkaBootstrapServers.orElse(EMBEDDED_BROKER);
    }

    public Optional<Machine> findMachine(MachineId id) {
        return machines.stream().filter(machine -> machine.id().equals(id)).findFirst();
    }

    /** By id in either case, or by name. */
    public Optional<Machine> findMachine(String idOrName) {
        return machines.stream()
                .filter(machine ->
                        machine.name().equals(idOrName) || machine.id().hex().equalsIgnoreCase(idOrName))
                .findFirst();
    }

    /** The same pool with only those machines that this host serves. An empty set means all. */
    public PoolConfig servingOnly(Set<MachineId> served) {
        return new PoolConfig(
                name,
                file,
                stateDir,
                kafkaBootstrapServers,
                chain,
                broadcast,
                watcher,
                api,
                bonding,
                traces,
                machines.stream()
                        .filter(machine -> served.isEmpty() || served.contains(machine.id()))
                        .toList());
    }

    /**
     * @param endpoints chain nodes' WebSocket addresses; none means that no chain source is configured
     * @param pendingPool whether extrinsics that are not in a block yet count as a hint
     */
    public record Chain(List<URI> endpoints, boolean pendingPool) {
        public Chain {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * @param bind address and port on which broadcasts are heard
     * @param allowedSources from where; empty means anywhere
     * @param canary where the listener sends a test word each minute, to hear itself; empty: nowhere
     */
    public record Broadcast(InetSocketAddress bind, List<AddressRange> allowedSources, Optional<InetAddress> canary) {
        public Broadcast {
            allowedSources = List.copyOf(allowedSources);
        }
    }

    /**
     * The budget of a vacate, all counted from the first credible signal.
     *
     * @param holdDown how long the finalized chain must say free before anything may start
     * @param drillEvery how long after its last drill a machine that is free is drilled by itself; empty: never
     */
    public record Watcher(
            Duration deadline, Duration soft, Duration term, Duration holdDown, Optional<Duration> drillEvery) {}

    /** @param tokenFile holds the bearer token for what writes; without it nothing that writes is open */
    public record Api(Optional<Path> tokenFile) {}

    /**
     * What the chain-bridge may do for the owner.
     *
     * @param wishes the file of wishes, by which it knows each machine's controller; without it it signs nothing
     * @param operatorKey base64 of the 32 bytes of an Ed25519 public key, whose requests over Kafka it honours; without
     *     it none are
     */
    public record Bonding(Optional<Path> wishes, Optional<String> operatorKey) {

        /** It looks, and does nothing. */
        public static final Bonding NONE = new Bonding(Optional.empty(), Optional.empty());
    }

    /** @param endpoint of a collector that takes OTLP over HTTP, without {@code /v1/traces}; empty: none are sent */
    public record Traces(Optional<URI> endpoint) {

        public static final Traces OFF = new Traces(Optional.empty());
    }

    /**
     * @param installDir where the DBC node is installed on that machine's host
     * @param clientNodes DBC client nodes, {@code http://address:port}, through which the machine must be visible
     * @param checkEvery how long after one look at the host the agent looks again
     */
    public record Node(Path installDir, List<URI> clientNodes, Duration checkEvery) {

        /** Most of what goes wrong on a host goes wrong at a boot or an upgrade; a look takes a second of work. */
        public static final Duration CHECK_EVERY = Duration.ofMinutes(5);

        public Node {
            clientNodes = List.copyOf(clientNodes);
        }

        public Node(Path installDir, List<URI> clientNodes) {
            this(installDir, clientNodes, CHECK_EVERY);
        }
    }

    /** Whether the owner's domains are started again after a rental. */
    public enum Restart {
        NEVER,
        WHEN_FREE
    }

    /**
     * @param name how people call it
     * @param libvirt its connection URI; a loopback address means the host on which the service runs
     * @param ownDomains the owner's domains, by name or UUID
     * @param address where its broadcasts come from; another sender is refused
     * @param stash the only stash for which its agent signs, SS58
     */
    public record Machine(
            MachineId id,
            String name,
            URI libvirt,
            List<String> ownDomains,
            Optional<InetAddress> address,
            Restart restart,
            Optional<String> stash,
            Node node) {
        public Machine {
            ownDomains = List.copyOf(ownDomains);
        }
    }
}

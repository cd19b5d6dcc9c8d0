package io.dbcpool.bench.kafka;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Ports;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.parts.kafka.HostAndPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Brokers of this process: one as {@code pool up} has it, or three with what {@code docker-compose.yml} gives them. */
final class Cluster implements AutoCloseable {

    private static final String ID = "4L6g3nShT-eMCtK--X86sw";

    private final List<EmbeddedBroker> brokers;
    private final String bootstrapServers;

    private Cluster(List<EmbeddedBroker> brokers, String bootstrapServers) {
        this.brokers = List.copyOf(brokers);
        this.bootstrapServers = bootstrapServers;
    }

    static Cluster start(Ground ground, int size) {
        Path folder = ground.makeFolder("kafka-" + size);
        int first = Ports.findFree(2 * size);
        var clients = addresses(first, size);
        var controllers = addresses(first + size, size);
        String voters = IntStream.range(0, size)
                .mapToObj(i -> "%d@%s".formatted(i + 1, controllers.get(i)))
                .collect(Collectors.joining(","));
        // Each waits for a quorum: so all at once.
        var threads = Executors.newFixedThreadPool(size);
        try {
            var starts = IntStream.range(0, size)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> EmbeddedBroker.start(
                                    folder.resolve("broker-" + i),
                                    clients.get(i),
                                    size == 1 ? Map.of() : settings(i, clients.get(i), controllers.get(i), voters)),
                            threads))
                    .toList();
            var brokers = new ArrayList<EmbeddedBroker>();
            starts.forEach(start -> brokers.add(start.join()));
            return new Cluster(
                    brokers, clients.stream().map(HostAndPort::toString).collect(Collectors.joining(",")));
        } finally {
            threads.shutdownNow();
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        brokers.forEach(EmbeddedBroker::close);
    }

    private static List<HostAndPort> addresses(int first, int size) {
        return IntStream.range(first, first + size)
                .mapToObj(port -> new HostAndPort("127.0.0.1", port))
                .toList();
    }

    /** As {@code kafka-ha} of {@code docker-compose.yml}. */
    private static Map<String, String> settings(int index, HostAndPort client, HostAndPort controller, String voters) {
        var settings = new HashMap<String, String>();
        settings.put(EmbeddedBroker.CLUSTER_ID, ID);
        settings.put("node.id", String.valueOf(index + 1));
        settings.put("controller.quorum.voters", voters);
        settings.put("listeners", "POOL://%s,CONTROLLER://%s".formatted(client, controller));
        settings.put("advertised.listeners", "POOL://" + client);
        settings.put("listener.security.protocol.map", "POOL:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "POOL");
        settings.put("default.replication.factor", "3");
        settings.put("min.insync.replicas", "2");
        settings.put("offsets.topic.replication.factor", "3");
        // The last that ends would wait for a quorum that it can say goodbye to.
        settings.put("controlled.shutdown.enable", "false");
        return settings;
    }
}

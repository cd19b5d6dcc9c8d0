package io.dbcpool.parts.kafka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several brokers of this process that form one cluster, each a controller as well. */
public final class BrokerCluster implements AutoCloseable {

    private static final String ID = "4L6g3nShT-eMCtK--X86sw";

    private final List<EmbeddedBroker> brokers;
    private final String bootstrapServers;

    private BrokerCluster(List<EmbeddedBroker> brokers, String bootstrapServers) {
        this.brokers = List.copyOf(brokers);
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * One of them.
     *
     * @param id {@code node.id}, from 1
     * @param clients where it listens to clients and to the others
     * @param controllers where its controller listens
     * @param voters {@code controller.quorum.voters}
     */
    public record Node(int id, HostAndPort clients, HostAndPort controllers, String voters) {}

    /**
     * Returns when all take clients, on free ports of 127.0.0.1.
     *
     * @param folder for their data, a folder in it for each
     * @param settings of Kafka's own that each has: at least its id, its voters and its listeners
     * @throws BrokerStartException if one does not come up; then none runs
     */
    public static BrokerCluster start(Path folder, int size, Function<Node, Map<String, String>> settings) {
        var nodes = nodes(size);
        // Each waits for a quorum: so all at once.
        var threads = Executors.newFixedThreadPool(size);
        var brokers = new ArrayList<EmbeddedBroker>();
        try {
            var starts = nodes.stream()
                    .map(node -> CompletableFuture.supplyAsync(
                            () -> EmbeddedBroker.start(
                                    folder.resolve("kafka-" + node.id()), node.clients(), complete(settings, node)),
                            threads))
                    .toList();
            BrokerStartException failure = null;
            for (CompletableFuture<EmbeddedBroker> start : starts) {
                try {
                    brokers.add(start.join());
                } catch (CompletionException e) {
                    failure = new BrokerStartException("a cluster of %d did not come up".formatted(size), e);
                }
            }
            if (failure != null) {
                brokers.forEach(EmbeddedBroker::close);
                throw failure;
            }
            return new BrokerCluster(
                    brokers,
                    nodes.stream().map(node -> node.clients().toString()).collect(Collectors.joining(",")));
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, String> complete(Function<Node, Map<String, String>> settings, Node node) {
        var all = new HashMap<>(settings.apply(node));
        all.put(EmbeddedBroker.CLUSTER_ID, ID);
        // The last that ends would wait for a quorum that it can say goodbye to.
        all.put("controlled.shutdown.enable", "false");
        return all;
    }

    private static List<Node> nodes(int size) {
        var clients = addresses(size);
        var controllers = addresses(size);
        String voters = IntStream.range(0, size)
                .mapToObj(i -> "%d@%s".formatted(i + 1, controllers.get(i)))
                .collect(Collectors.joining(","));
        return IntStream.range(0, size)
                .mapToObj(i -> new Node(i + 1, clients.get(i), controllers.get(i), voters))
                .toList();
    }

    private static List<HostAndPort> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> EmbeddedBroker.freeAddress())
                .toList();
    }

    /** For a client's {@code bootstrap.servers}: all of them. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the one with this id, cleanly. */
    public void stop(int id) {
        brokers.get(id - 1).stop();
    }

    @Override
    public void close() {
        brokers.forEach(EmbeddedBroker::close);
    }
}

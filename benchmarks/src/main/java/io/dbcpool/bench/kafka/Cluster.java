package io.dbcpool.bench.kafka;

import io.dbcpool.bench.Ground;
import io.dbcpool.parts.kafka.BrokerCluster;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;

/**
 * Brokers of this process: one as {@code pool up} has it, or several with what {@code docker-compose.yml} gives them.
 */
record Cluster(String bootstrapServers, Runnable ending) implements AutoCloseable {

    static Cluster start(Ground ground, int size) {
        Path folder = ground.makeFolder("kafka-" + size);
        if (size == 1) {
            var broker = EmbeddedBroker.start(folder);
            return new Cluster(broker.bootstrapServers(), broker::close);
        }
        var brokers = BrokerCluster.start(folder, size, Cluster::settings);
        return new Cluster(brokers.bootstrapServers(), brokers::close);
    }

    /** As {@code kafka-ha} of {@code docker-compose.yml}. */
    private static Map<String, String> settings(BrokerCluster.Node node) {
        return Map.of(
                "node.id", String.valueOf(node.id()),
                "controller.quorum.voters", node.voters(),
                "listeners", "POOL://%s,CONTROLLER://%s".formatted(node.clients(), node.controllers()),
                "advertised.listeners", "POOL://" + node.clients(),
                "listener.security.protocol.map", "POOL:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "POOL",
                "default.replication.factor", "3",
                "min.insync.replicas", "2",
                "offsets.topic.replication.factor", "3");
    }

    @Override
    public void close() {
        ending.run();
    }
}

package io.dbcpool.parts.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of a broker that is its own controller, kept small. */
final class BrokerSettings {

    static final String CONTROLLER = "CONTROLLER";
    static final int NODE_ID = 1;

    private BrokerSettings() {}

    /** @param more what is to be otherwise */
    static Properties of(Path dataDir, HostAndPort address, int controllerPort, Map<String, String> more) {
        String listener = "PLAINTEXT://" + address;
        var settings = new Properties();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE_ID),
                "controller.quorum.voters",
                "%d@127.0.0.1:%d".formatted(NODE_ID, controllerPort),
                "listeners",
                "%s,%s://127.0.0.1:%d".formatted(listener, CONTROLLER, controllerPort),
                "advertised.listeners",
                listener,
                "controller.listener.names",
                CONTROLLER,
                "inter.broker.listener.name",
                "PLAINTEXT",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                dataDir.toString()));
        settings.putAll(ONE_NODE);
        settings.putAll(SOON_BACK);
        settings.putAll(SMALL);
        settings.putAll(more);
        return settings;
    }

    private static final Map<String, String> ONE_NODE = Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0",
            // Topics are made by the services, with their own retention.
            "auto.create.topics.enable", "false");

    /** A broker that comes back waits until the controller has given up the one that went, 9 s by default. */
    private static final Map<String, String> SOON_BACK =
            Map.of("broker.session.timeout.ms", "2000", "broker.heartbeat.interval.ms", "250");

    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "2",
            "background.threads", "2",
            "num.replica.fetchers", "1",
            "log.index.size.max.bytes", String.valueOf(1 << 20),
            "log.cleaner.dedupe.buffer.size", String.valueOf(2 << 20),
            "socket.send.buffer.bytes", "-1",
            "socket.receive.buffer.bytes", "-1");
}

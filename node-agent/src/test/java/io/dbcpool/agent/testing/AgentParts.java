package io.dbcpool.agent.testing;

import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What an agent under test needs around it: a pool file, a broker, ports that nobody has. */
public final class AgentParts {

    /** The pair that the guide and the wiki print as an example; nobody's machine. */
    public static final MachineId MACHINE =
            new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");

    public static final String NODE_DAT = "node_id=%s\nnode_private_key=%s\n"
            .formatted(MACHINE, "398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89");

    public static final String STASH = "5GepGFWGZAzhv7AmctMw8W8VA5ydQsWPe6rVUzcE2UXL45c7";

    private final EmbeddedBroker broker;
    private final int broadcastPort = freeUdpPort();

    private final Path folder;

    private AgentParts(Path folder) {
        this.folder = folder;
        this.broker = EmbeddedBroker.start(folder.resolve("kafka"));
    }

    public static AgentParts start() {
        try {
            return new AgentParts(Files.createTempDirectory("node-agent"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The properties with which the agent finds its pool. */
    public Map<String, String> properties(String machine) {
        try {
            var file = folder.resolve("pool.yaml");
            Files.writeString(file, """
                    pool:
                      name: p
                      kafka: { bootstrap-servers: "%s" }
                      broadcast: { bind: "0.0.0.0:%d" }
                      machines:
                        - id: %s
                          name: gpu-01
                          stash: %s
                          node: { install-dir: "%s" }
                          %s
                    """.formatted(bootstrapServers(), broadcastPort, MACHINE, STASH, folder, machine));
            Files.createDirectories(folder.resolve("dat"));
            Files.writeString(folder.resolve("dat").resolve("node.dat"), NODE_DAT);
            return Map.of(
                    "agent.test.node-dat",
                    folder.resolve("dat").resolve("node.dat").toString(),
                    "dbcpool.config",
                    file.toString(),
                    "agent.test.bootstrap-servers",
                    bootstrapServers(),
                    "agent.test.broadcast-port",
                    Integer.toString(broadcastPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public void stop() {
        broker.close();
    }

    private String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public static int freeTcpPort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freeUdpPort() {
        try (var socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

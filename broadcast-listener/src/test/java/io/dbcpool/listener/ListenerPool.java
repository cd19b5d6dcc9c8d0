package io.dbcpool.listener;

import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.values.MachineId;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pool for the service under test: a real broker, a port for broadcasts that nobody else has, three machines. */
public final class ListenerPool implements QuarkusTestResourceLifecycleManager {

    static final MachineId FREE = new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    /** Its broadcasts come from 192.0.2.11 and from nowhere else. */
    static final MachineId BOUND = new MachineId("bb".repeat(32));

    static final MachineId OTHER = new MachineId("dd".repeat(32));
    static final MachineId STRANGER = new MachineId("cc".repeat(32));

    private @Nullable EmbeddedBroker broker;
    private int port;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "pool");
            broker = EmbeddedBroker.start(folder.resolve("kafka"));
            port = freePort();
            Path file = folder.resolve("pool.yaml");
            Files.writeString(file, """
                    pool:
                      name: p
                      kafka: { bootstrap-servers: "%s" }
                      broadcast: { bind: "0.0.0.0:%d", canary: 127.255.255.255 }
                      machines:
                        - { id: "%s", name: gpu-01 }
                        - { id: "%s", name: gpu-02, address: 192.0.2.11 }
                        - { id: "%s", name: gpu-03 }
                    """.formatted(broker.bootstrapServers(), port, FREE, BOUND, OTHER));
            return Map.of("dbcpool.config", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(ListenerPool.class));
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    int port() {
        return port;
    }

    EmbeddedBroker broker() {
        if (broker == null) {
            throw new IllegalStateException("the broker is not started");
        }
        return broker;
    }

    /** With the two above it free too, for the relays. */
    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int found;
            try (var socket = new DatagramSocket()) {
                found = socket.getLocalPort();
            }
            if (isFree(found + 1) && isFree(found + 2)) {
                return found;
            }
        }
        throw new IOException("no three free ports in a row");
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}

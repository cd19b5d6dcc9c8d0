package io.dbcpool.parts.kafka;

import static java.lang.System.out;

import io.dbcpool.parts.tcp.LoopbackPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A single-node KRaft broker in this JVM: broker and controller in one.
 *
 * <p>Its data folder is formatted once and used again by every later start. What was acknowledged survives a
 * {@code kill -9} of the process without any flush setting, because the operating system's page cache outlives it; it
 * does not survive a loss of power within the seconds until the kernel writes, as no single broker's records do.
 */
public final class EmbeddedBroker implements AutoCloseable {

    static final String READY = "kafka-broker ready ";

    /** Among the settings of a broker that is one of several: the same for all; else its own. */
    public static final String CLUSTER_ID = "cluster.id";

    private final Path dataDir;
    private final HostAndPort address;
    private final Map<String, String> more;
    private @Nullable KafkaRaftServer server;

    private EmbeddedBroker(Path dataDir, HostAndPort address, Map<String, String> more) {
        this.dataDir = dataDir;
        this.address = address;
        this.more = Map.copyOf(more);
    }

    /**
     * Starts on a free port of 127.0.0.1, which it keeps until it is closed.
     *
     * @throws BrokerStartException if it does not come up
     */
    public static EmbeddedBroker start(Path dataDir) {
        return start(dataDir, freeAddress());
    }

    /**
     * @param address where clients find it
     * @throws BrokerStartException if it does not come up, because the port is taken for one
     */
    public static EmbeddedBroker start(Path dataDir, HostAndPort address) {
        return start(dataDir, address, Map.of());
    }

    /**
     * @param more settings of Kafka's own that it has besides, or instead
     * @throws BrokerStartException if it does not come up
     */
    public static EmbeddedBroker start(Path dataDir, HostAndPort address, Map<String, String> more) {
        var broker = new EmbeddedBroker(dataDir, address, more);
        broker.start();
        return broker;
    }

    /** Starts again after {@link #stop}, on the same port and with the same data. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            requireFreePort();
            format();
            var settings = BrokerSettings.of(dataDir, address, LoopbackPort.findFree(), more);
            var started = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server = started;
            started.startup();
        } catch (Exception e) {
            stop();
            throw new BrokerStartException(
                    "broker did not start on %s with %s: %s".formatted(address, dataDir, e.getMessage()), e);
        }
    }

    /** Stops cleanly: its clients see it go away. */
    public synchronized void stop() {
        var running = server;
        server = null;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }

    /** For a client's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return address.toString();
    }

    @Override
    public void close() {
        stop();
    }

    /** A formatted folder is left alone: formatting again would give it another cluster id, and refuse its records. */
    private void format() throws Exception {
        if (Files.exists(dataDir.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(dataDir);
        var formatter = new Formatter()
                .setClusterId(more.getOrDefault(CLUSTER_ID, Uuid.randomUuid().toString()))
                .setNodeId(Integer.parseInt(more.getOrDefault("node.id", String.valueOf(BrokerSettings.NODE_ID))))
                .addDirectory(dataDir.toString())
                .setMetadataLogDirectory(dataDir.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true);
        formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        formatter.run();
    }

    /** Kafka finds a port that is taken only seconds later, with two pages of stack trace. */
    @SuppressWarnings("AddressSelection") // to listen, not to connect: the name is one of ours
    private void requireFreePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address.host(), address.port()));
        }
    }

    static HostAndPort freeAddress() {
        return new HostAndPort("127.0.0.1", LoopbackPort.findFree());
    }

    /**
     * Runs a broker until it is told to stop by SIGTERM or SIGINT. Prints {@code kafka-broker ready <host:port>} when
     * it takes clients; exits with 1 and a line on stderr when it cannot start, and with 2 when it is called wrongly.
     *
     * @param arguments data folder, {@code host:port}
     */
    public static void main(String[] arguments) {
        var address = arguments.length == 2 ? HostAndPort.find(arguments[1]) : Optional.<HostAndPort>empty();
        if (address.isEmpty()) {
            System.err.println("usage: EmbeddedBroker DATA-FOLDER HOST:PORT");
            System.exit(2);
            return;
        }
        quietLogs();
        try {
            var broker = start(Path.of(arguments[0]).toAbsolutePath(), address.get());
            Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "broker-stop"));
            out.println(READY + broker.bootstrapServers());
        } catch (BrokerStartException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Warnings to stderr, where slf4j-simple is at hand. Only before the first logger is made. */
    private static void quietLogs() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
        System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    }
}

package io.dbcpool.endtoend.pool;

import io.dbcpool.parts.process.Termination;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A second rental-watcher for machines that have one already, on a host of another name (a UTS namespace of its own),
 * which hears of rentals by Kafka alone: it listens for broadcasts where nobody speaks. Needs root.
 */
public final class WatcherElsewhere implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(1);
    private static final Duration HTTP_LIMIT = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String hostName;
    private final Process process;
    private final int port;

    private WatcherElsewhere(String hostName, Process process, int port) {
        this.hostName = hostName;
        this.process = process;
        this.port = port;
    }

    /** Starts it, and waits until it is ready. Its files are under {@code folder}. */
    public static WatcherElsewhere start(String hostName, String bootstrapServers, List<Seat> seats, Path folder)
            throws IOException {
        Path file = PoolFileText.of(bootstrapServers, seats).writeTo(folder);
        int port = FreePorts.ofOne();
        var builder = new ProcessBuilder(
                        "unshare",
                        "--uts",
                        "sh",
                        "-c",
                        "hostname \"$1\" && shift && exec \"$@\"",
                        "sh",
                        hostName,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-jar",
                        PoolCommand.home()
                                .resolve("rental-watcher/target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(Files.createDirectories(folder)
                        .resolve("rental-watcher.log")
                        .toFile());
        builder.environment().put("DBCPOOL_CONFIG", file.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        var watcher = new WatcherElsewhere(hostName, builder.start(), port);
        try {
            Awaitility.await("the watcher on " + hostName + " is ready")
                    .atMost(READY_LIMIT)
                    .failFast("it has ended, see " + folder, () -> !watcher.process.isAlive())
                    .until(watcher::isReady);
            return watcher;
        } catch (RuntimeException e) {
            watcher.close();
            throw e;
        }
    }

    public String hostName() {
        return hostName;
    }

    private boolean isReady() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/q/health/ready".formatted(port)))
                .timeout(HTTP_LIMIT)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        Termination.of(process, STOP);
    }
}

package io.dbcpool.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.endtoend.pool.PoolCommand;
import io.dbcpool.endtoend.pool.RamDisk;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A rental-watcher alone, in a process of its own, started as {@code pool up} starts it. */
public final class WatcherProcess implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration HTTP_LIMIT = Duration.ofSeconds(5);

    private static final Path PROGRAM = PoolCommand.home().resolve("rental-watcher/target/quarkus-app/quarkus-run.jar");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path config;
    private final Path folder;
    private final int port;
    private Process process;
    private volatile long startedAtNanos;

    private WatcherProcess(Path config, Path folder, int port) throws IOException {
        this.config = config;
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** Starts it, and waits until it is ready. Its log is in {@code folder}. */
    public static WatcherProcess start(Path config, Path folder, int port) throws IOException {
        PoolCommand.train("rental-watcher");
        var watcher = new WatcherProcess(config, folder, port);
        try {
            watcher.awaitReady();
            return watcher;
        } catch (RuntimeException e) {
            watcher.close();
            throw e;
        }
    }

    private Process launch() throws IOException {
        startedAtNanos = System.nanoTime();
        var builder = new ProcessBuilder(List.of(
                        "nice",
                        "-n",
                        RamDisk.isRoot() ? "-10" : "0",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:SharedArchiveFile=" + PROGRAM.resolveSibling("quarkus-run.jsa"),
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:ArchiveRelocationMode=0",
                        "-Xmx96m",
                        "-jar",
                        PROGRAM.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        var environment = builder.environment();
        environment.put("DBCPOOL_CONFIG", config.toString());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return builder.start();
    }

    Path log() {
        return folder.resolve("rental-watcher.log");
    }

    /** SIGKILL, and at once another one, as {@code pool up} does it for the first two deaths in a row. */
    void killAndStartAgain() throws IOException, InterruptedException {
        kill();
        startAgain();
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    public void startAgain() throws IOException {
        process = launch();
    }

    public long pid() {
        return process.pid();
    }

    public void awaitReady() {
        Awaitility.await("the watcher is ready, see " + log())
                .atMost(READY_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast("it has ended, see " + log(), () -> !process.isAlive())
                .until(() -> find("/q/health/ready")
                        .filter(health -> health.path("status").asText().equals("UP"))
                        .isPresent());
    }

    /** How long ago it was started, the last time. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAtNanos);
    }

    /** Its view of one machine; missing while it does not answer. */
    public JsonNode machine(String name) {
        return find("/machines/" + name).orElseGet(() -> EventCodec.json().missingNode());
    }

    private Optional<JsonNode> find(String path) {
        return findText(path).flatMap(text -> EventCodec.findTree(text.getBytes(StandardCharsets.UTF_8)));
    }

    public Optional<String> findText(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(HTTP_LIMIT)
                .build();
        try {
            return Optional.of(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}

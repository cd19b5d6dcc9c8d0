package io.dbcpool.endtoend.pool;

import io.dbcpool.parts.kafka.BrokerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A broker and the console by itself, for records that a test writes. */
public final class ConsoleProcess implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(1);

    private final BrokerProcess broker;
    private final Process process;
    private final int port;

    private ConsoleProcess(Path folder, List<Seat> seats) throws IOException {
        broker = BrokerProcess.start(folder.resolve("kafka"));
        port = FreePorts.ofOne();
        Path file = PoolFileText.of(broker.bootstrapServers(), seats).writeTo(folder);
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx160m",
                        "-jar",
                        PoolCommand.home()
                                .resolve("pool-console/target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("console.log").toFile());
        builder.environment().put("DBCPOOL_CONFIG", file.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        process = builder.start();
    }

    /** Returns when it is ready and reads its topics. */
    public static ConsoleProcess start(String name, List<Seat> seats) throws IOException {
        var console = new ConsoleProcess(
                Files.createTempDirectory(
                        Files.createDirectories(Path.of("target", "pools").toAbsolutePath()), name + "-"),
                seats);
        try {
            console.awaitReady();
            return console;
        } catch (RuntimeException | Error e) {
            console.close();
            throw e;
        }
    }

    private void awaitReady() {
        var http = HttpClient.newHttpClient();
        var question =
                HttpRequest.newBuilder(URI.create(url("/q/health/ready"))).build();
        Awaitility.await("the console is ready")
                .atMost(READY_LIMIT)
                .failFast("the console has ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> http.send(question, BodyHandlers.ofString()).statusCode() == 200);
    }

    public String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(port, path);
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.close();
    }
}

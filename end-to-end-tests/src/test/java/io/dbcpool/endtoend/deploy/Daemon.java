package io.dbcpool.endtoend.deploy;

import io.dbcpool.parts.process.Termination;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Prometheus or Alertmanager in a process of its own. */
final class Daemon implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Daemon(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it answers that it is ready. */
    static Daemon start(Path log, int port, List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(Repository.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var daemon = new Daemon(process, port);
        try {
            Awaitility.await("%s is ready, see %s".formatted(command.get(0), log))
                    .atMost(READY_LIMIT)
                    .failFast("it has ended, see " + log, () -> !process.isAlive())
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(daemon::isReady);
            return daemon;
        } catch (RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    private boolean isReady() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url("/-/ready")).build(), BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    /** @throws IOException if it is refused */
    void post(String path, String json) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(url(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s answered %d: %s".formatted(url(path), answer.statusCode(), answer.body()));
        }
    }

    int port() {
        return port;
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    @Override
    public void close() {
        Termination.of(process, STOP);
    }
}

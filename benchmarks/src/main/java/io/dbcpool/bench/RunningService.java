package io.dbcpool.bench;

import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.cli.pool.PoolPlan;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.parts.process.Termination;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** One of our services as {@code pool up} starts it: the same program, the same flags, a pool.yaml, its own process. */
public final class RunningService implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(10);
    private static final int HTTP_PORTS = 5;

    private final Process process;
    private final URI page;
    private final Path stateDir;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningService(Process process, URI page, Path stateDir, Path log) {
        this.process = process;
        this.page = page;
        this.stateDir = stateDir;
        this.log = log;
    }

    /** @param installation whose build of the service it is: another one may be measured beside ours */
    static RunningService start(Ground ground, Installation installation, Service service, PoolSetup setup) {
        return start(ground, installation, service, setup.yaml(ground.bootstrapServers()));
    }

    /** @param yaml its pool's file */
    public static RunningService start(Ground ground, Installation installation, Service service, String yaml) {
        return start(ground, installation, service, yaml, option -> true);
    }

    /** @param kept which of the command line's words it is started with */
    public static RunningService start(
            Ground ground, Installation installation, Service service, String yaml, Predicate<String> kept) {
        Path folder = ground.makeFolder(service.serviceName());
        var ports = new HttpPorts(Ports.findFree(HTTP_PORTS));
        try {
            Path file = Files.writeString(folder.resolve("pool.yaml"), yaml);
            var plan = new PoolPlan(installation, file, folder.resolve("state"), ports);
            var spec = plan.services(List.of()).stream()
                    .filter(candidate -> candidate.name().equals(service.serviceName()))
                    .findFirst()
                    .orElseThrow();
            var builder = new ProcessBuilder(
                            spec.command().stream().filter(kept).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            builder.environment().putAll(spec.environment());
            var started = ground.keep(new RunningService(
                    builder.start(),
                    ports.uri(service, "/"),
                    folder.resolve("state").resolve(service.serviceName()),
                    folder.resolve("log")));
            Waiting.until(service.serviceName() + " to be ready", START_LIMIT, Duration.ofMillis(20), started::isReady);
            return started;
        } catch (IOException e) {
            throw new BenchException("cannot start " + service.serviceName(), e);
        }
    }

    Path stateDir() {
        return stateDir;
    }

    public long pid() {
        return process.pid();
    }

    public String get(String path) {
        var answer = send(HttpRequest.newBuilder(page.resolve(path)).GET());
        if (answer.statusCode() != 200) {
            throw new BenchException("GET %s: wanted 200, found %d".formatted(path, answer.statusCode()));
        }
        return answer.body();
    }

    void post(String path, String token, String json) {
        var answer = send(HttpRequest.newBuilder(page.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
        if (answer.statusCode() / 100 != 2) {
            throw new BenchException("POST %s: wanted 2xx, found %d".formatted(path, answer.statusCode()));
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new BenchException("%s ended with %d: %s".formatted(page, process.exitValue(), lastLine()));
        }
        try {
            return send(HttpRequest.newBuilder(page.resolve("/q/health/ready")).GET())
                            .statusCode()
                    == 200;
        } catch (BenchException e) {
            return false;
        }
    }

    private String lastLine() {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> !line.isBlank())
                    .reduce("it said nothing", (before, line) -> line);
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new BenchException(page + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        Termination.of(process, END);
    }
}

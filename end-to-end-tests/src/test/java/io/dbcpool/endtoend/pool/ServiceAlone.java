package io.dbcpool.endtoend.pool;

import io.dbcpool.parts.process.Termination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One service in a process of its own, with whatever is or is not around it. */
public final class ServiceAlone implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration HTTP_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(10);

    /** As browsers speak without TLS: over HTTP/2 there is no Host, by which the console knows loopback. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String name;
    private final Process process;
    private final int port;

    private ServiceAlone(String name, Path file, Map<String, String> environment) throws IOException {
        this.name = name;
        this.port = FreePorts.ofOne();
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx160m",
                        "-jar",
                        PoolCommand.home()
                                .resolve(name + "/target/quarkus-app/quarkus-run.jar")
                                .toString()))
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling(name + ".log").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("DBCPOOL_CONFIG", file.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        process = builder.start();
    }

    /**
     * Returns when it answers at that path.
     *
     * @param file its {@code pool.yaml}; its log is beside it
     */
    public static ServiceAlone start(String name, Path file, String path) throws IOException {
        return start(name, file, path, Map.of());
    }

    /** The same, with more in its environment. */
    public static ServiceAlone start(String name, Path file, String path, Map<String, String> environment)
            throws IOException {
        var service = new ServiceAlone(name, file, environment);
        try {
            service.awaitAnswer(path);
            return service;
        } catch (RuntimeException | Error e) {
            service.close();
            throw e;
        }
    }

    /** Returns when it answers there with 200. */
    public void awaitAnswer(String path) {
        Awaitility.await("%s answers %s".formatted(name, path))
                .atMost(START_LIMIT)
                .failFast(name + " has ended", () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> ask(path).statusCode() == 200);
    }

    /** SIGKILL, as a machine out of memory would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends JSON with a bearer token; the status comes first in the answer, then a space, then the body. */
    public String post(String path, String token, String json) {
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(url(path)))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .timeout(HTTP_LIMIT)
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + url(path), e);
        }
    }

    public String text(String path) {
        return ask(path).body();
    }

    /** What a browser would be shown there. */
    public String page(String path) {
        return ask(path, "text/html").body();
    }

    private HttpResponse<String> ask(String path) {
        return ask(path, "*/*");
    }

    private HttpResponse<String> ask(String path, String accepted) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url(path)))
                            .header("Accept", accepted)
                            .timeout(HTTP_LIMIT)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + url(path), e);
        }
    }

    public String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(port, path);
    }

    /** How many threads it has now, by the kernel's count. */
    public long threads() throws IOException {
        try (var tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return tasks.count();
        }
    }

    /** How much of the machine's memory it holds. */
    public long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    @Override
    public void close() {
        Termination.of(process, STOP);
    }
}

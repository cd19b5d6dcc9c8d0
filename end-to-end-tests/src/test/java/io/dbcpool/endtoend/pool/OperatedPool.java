package io.dbcpool.endtoend.pool;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import io.dbcpool.parts.process.Termination;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** {@code ./pool up} in a process of its own, with a file, ports and a state folder that no other pool has. */
public final class OperatedPool implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration HTTP_LIMIT = Duration.ofSeconds(10);

    /** How far above the console's port each service answers. */
    private static final Map<String, Integer> PORT_OFFSETS =
            Map.of("pool-console", 0, "node-agent", 1, "rental-watcher", 2, "broadcast-listener", 3, "chain-bridge", 4);

    private static final Set<OperatedPool> OPEN = ConcurrentHashMap.newKeySet();

    private final List<String> output = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int broadcastPort;
    private final Path folder;
    private final int httpBase;
    private final Process process;

    private OperatedPool(Path folder, Path file, int broadcastPort) throws IOException {
        this.broadcastPort = broadcastPort;
        this.folder = folder;
        this.httpBase = FreePorts.ofHttp();
        this.process = PoolCommand.builder(
                        folder, "up", "-c", file.toString(), "--http-base", Integer.toString(httpBase))
                .start();
        var reader = new Thread(this::read, "pool-output");
        reader.setDaemon(true);
        reader.start();
        OPEN.add(this);
    }

    /** Starts it, and does not wait. */
    public static OperatedPool up(PoolFileText text, Path folder) throws IOException {
        return new OperatedPool(folder, text.writeTo(folder), text.broadcastPort());
    }

    /** Starts it, and waits for {@code pool ready}. */
    public static OperatedPool upAndReady(PoolFileText text, Path folder) throws IOException {
        return ready(up(text, folder));
    }

    /** The same, with a {@code pool.yaml} that somebody else wrote into that folder, and that names this port. */
    public static OperatedPool upAndReady(Path folder, int broadcastPort) throws IOException {
        return ready(new OperatedPool(folder, folder.resolve("pool.yaml"), broadcastPort));
    }

    private static OperatedPool ready(OperatedPool pool) {
        try {
            pool.awaitLine(line -> line.equals("pool ready"));
            return pool;
        } catch (RuntimeException | Error e) {
            System.out.println(pool.tail());
            pool.close();
            throw e;
        }
    }

    /** All that are up now, for whoever has to say why a test failed. */
    static Set<OperatedPool> open() {
        return Set.copyOf(OPEN);
    }

    public void awaitLine(Predicate<String> wanted) {
        Awaitility.await("a line of pool up")
                .atMost(READY_LIMIT)
                .failFast("pool up has ended", () -> !process.isAlive())
                .until(() -> output.stream().anyMatch(wanted));
    }

    /** Every service says so itself, whatever was said before. */
    public void awaitReadyAgain() {
        Awaitility.await("every service is ready")
                .atMost(READY_LIMIT)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> PORT_OFFSETS.keySet().stream()
                        .allMatch(service -> get(service, "/q/health/ready")
                                .path("status")
                                .asText()
                                .equals("UP")));
    }

    public List<String> output() {
        return List.copyOf(output);
    }

    public int broadcastPort() {
        return broadcastPort;
    }

    public Path file() {
        return folder.resolve("pool.yaml");
    }

    public Path stateDir() {
        return folder.resolve("state");
    }

    public int httpBase() {
        return httpBase;
    }

    /** The process that runs the service now; a service has its name in its command line. */
    public ProcessHandle processOf(String service) {
        return process.descendants()
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains("/" + service + "/target/quarkus-app/"))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process of " + service));
    }

    /** SIGSTOP: it neither sees nor does anything until it is killed. */
    public void freeze(String service) throws IOException, InterruptedException {
        String pid = String.valueOf(processOf(service).pid());
        int exitCode =
                new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor();
        if (exitCode != 0) {
            throw new AssertionError("%s, process %s, cannot be stopped: %d".formatted(service, pid, exitCode));
        }
    }

    /** SIGKILL, as a machine out of memory would. */
    public void kill(String service) {
        processOf(service).destroyForcibly();
    }

    public JsonNode get(String service, String path) {
        return EventCodec.findTree(getText(service, path).getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new AssertionError("%s%s is no JSON".formatted(service, path)));
    }

    public String getText(String service, String path) {
        int port = httpBase + PORT_OFFSETS.getOrDefault(service, 0);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(HTTP_LIMIT)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }

    /** The watcher's view of one machine. */
    public JsonNode machine(Seat seat) {
        return get("rental-watcher", "/machines/" + seat.name());
    }

    private void read() {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add("its output ended: " + e);
        }
    }

    /** The end of what it said. */
    String tail() {
        int from = Math.max(0, output.size() - 80);
        return "---- the end of what pool up in %s said ----%n%s%n----"
                .formatted(folder, String.join(System.lineSeparator(), output.subList(from, output.size())));
    }

    /** Ctrl-C; what does not end by that is killed. */
    @Override
    public void close() {
        OPEN.remove(this);
        var children = process.descendants().toList();
        Termination.of(process, STOP);
        children.forEach(ProcessHandle::destroyForcibly);
    }
}

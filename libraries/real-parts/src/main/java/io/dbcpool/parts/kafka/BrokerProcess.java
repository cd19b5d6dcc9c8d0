package io.dbcpool.parts.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An {@link EmbeddedBroker} in a process of its own, so that it can be killed. Its stderr is in {@code <data>.log}. */
public final class BrokerProcess implements AutoCloseable {

    private static final long STOP_SECONDS = 10;

    private final Path dataDir;
    private final HostAndPort address;
    private Process process;

    private BrokerProcess(Path dataDir, HostAndPort address) throws IOException {
        this.dataDir = dataDir;
        this.address = address;
        this.process = launch();
    }

    /**
     * Returns when it takes clients, on a free port of 127.0.0.1 that it keeps through restarts.
     *
     * @throws BrokerStartException if it does not come up
     */
    public static BrokerProcess start(Path dataDir) throws IOException {
        return new BrokerProcess(dataDir, EmbeddedBroker.freeAddress());
    }

    /** For a client's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return address.toString();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL: it has no time to say anything to anybody. Returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again on its port and its data, after {@link #kill} or {@link #stop}. */
    public void restart() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException("broker runs as process %d".formatted(process.pid()));
        }
        process = launch();
    }

    /** SIGTERM: it says goodbye. Killed after ten seconds. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private Process launch() throws IOException {
        Files.createDirectories(dataDir);
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Ddbcpool.process=kafka-broker",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedBroker.class.getName(),
                dataDir.toAbsolutePath().toString(),
                address.toString());
        var log = dataDir.resolveSibling(dataDir.getFileName() + ".log").toFile();
        var started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        awaitReady(started);
        return started;
    }

    private void awaitReady(Process started) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(EmbeddedBroker.READY)) {
                return;
            }
        }
        throw new BrokerStartException("broker process ended before it was ready, see %s.log".formatted(dataDir));
    }
}

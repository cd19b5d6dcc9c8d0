package io.dbcpool.endtoend.pool;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./pool} as the script runs it once all is built. The script itself waits for whoever builds or tests, and that
 * may be us.
 */
public final class PoolCommand {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private PoolCommand() {}

    /** How it ended, and all that it said. */
    public record Ended(int exitCode, String output) {

        /** What it said with {@code --json}. */
        public JsonNode json() {
            return output.lines()
                    .filter(line -> line.startsWith("{"))
                    .findFirst()
                    .flatMap(line -> EventCodec.findTree(line.getBytes(StandardCharsets.UTF_8)))
                    .orElseThrow(() -> new AssertionError(output));
        }
    }

    /** Runs to its end, within a minute. */
    public static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(LIMIT, folder, arguments);
    }

    /** Runs to its end, within that time. */
    public static Ended run(Duration limit, Path folder, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(Path.of("target").toAbsolutePath(), "pool-command", ".out");
        Process process =
                builder(folder, arguments).redirectOutput(output.toFile()).start();
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("pool %s has not ended after %d s: %s"
                        .formatted(String.join(" ", arguments), limit.toSeconds(), Files.readString(output)));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    /** Has the classes of a service at hand for its starts, as the script has them after each build. */
    public static void train(String service) throws IOException {
        Path log = Files.createTempFile(Path.of("target").toAbsolutePath(), "training", ".out");
        var process = new ProcessBuilder(java("io.dbcpool.cli.pool.TrainingRun", home().toString(), service))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exitCode = process.onExit().join().exitValue();
        if (exitCode != 0) {
            throw new AssertionError("the training of %s ended with %d: %s".formatted(service, exitCode, log));
        }
        Files.delete(log);
    }

    static ProcessBuilder builder(Path folder, String... arguments) throws IOException {
        Files.createDirectories(folder);
        var builder = new ProcessBuilder(java("io.dbcpool.cli.PoolCli", arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("DBCPOOL_HOME", home().toString());
        return builder;
    }

    private static List<String> java(String program, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx160m",
                "-cp",
                home().resolve("pool-cli/target/pool-cli.jar").toString(),
                program));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The folder with the script. */
    public static Path home() {
        Path home = Path.of("..").toAbsolutePath().normalize();
        if (!Files.isRegularFile(home.resolve("pool"))) {
            throw new IllegalStateException("wanted the script pool in %s; tests run in their module".formatted(home));
        }
        return home;
    }
}

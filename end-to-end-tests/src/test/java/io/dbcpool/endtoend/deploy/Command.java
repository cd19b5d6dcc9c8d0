package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that was run in the repository's folder, and what it said on both of its outputs. */
record Command(List<String> words, int exitCode, String output) {

    static Command run(Duration atMost, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".log");
        try {
            var builder = new ProcessBuilder(words)
                    .directory(Repository.root().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                process.waitFor(60, TimeUnit.SECONDS);
                process.destroyForcibly();
                throw new AssertionError(
                        "%s was not done in %s: %s".formatted(List.of(words), atMost, Files.readString(output)));
            }
            return new Command(List.of(words), process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    static Command run(String... words) throws IOException, InterruptedException {
        return run(Duration.ofMinutes(1), Map.of(), words);
    }

    /** Whether a program of that name would be found. */
    static boolean exists(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    Command succeeds() {
        assertThat(exitCode).as("%s said: %s", String.join(" ", words), output).isZero();
        return this;
    }
}

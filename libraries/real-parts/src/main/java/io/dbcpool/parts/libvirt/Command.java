package io.dbcpool.parts.libvirt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
final class Command {

    private Command() {}

    /** What it said, standard error included. */
    record Result(int exitCode, String output) {}

    /** @throws PartsException if it fails, or takes longer than the limit */
    static String run(Duration limit, String input, List<String> command) {
        Result result = attempt(limit, input, command);
        if (result.exitCode() != 0) {
            throw new PartsException(String.join(" ", command) + ": exit code " + result.exitCode() + ": "
                    + result.output().strip());
        }
        return result.output();
    }

    /** @throws PartsException if it cannot be started, or takes longer than the limit */
    static Result attempt(Duration limit, String input, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                try (var standardInput = process.getOutputStream()) {
                    standardInput.write(input.getBytes(StandardCharsets.UTF_8));
                }
                // Read elsewhere: a program that hangs keeps its output open, and reading has no limit.
                StringBuilder output = new StringBuilder();
                Thread reader = new Thread(() -> read(process.getInputStream(), output), "output of " + command.get(0));
                reader.setDaemon(true);
                reader.start();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new PartsException(String.join(" ", command) + ": not done within " + limit);
                }
                reader.join(limit.toMillis());
                synchronized (output) {
                    return new Result(process.exitValue(), output.toString());
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new PartsException(String.join(" ", command) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartsException(String.join(" ", command) + ": interrupted", e);
        }
    }

    private static void read(InputStream from, StringBuilder into) {
        try (from) {
            String all = new String(from.readAllBytes(), StandardCharsets.UTF_8);
            synchronized (into) {
                into.append(all);
            }
        } catch (IOException e) {
            // Ended by us, because it took too long or its caller was told to end.
            synchronized (into) {
                into.append("its output ends here: ").append(e.getMessage());
            }
        }
    }
}

package io.dbcpool.cli.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of ours that was started. */
final class Child {

    /**
     * Gives it a session of its own, in place. A Ctrl-C at the terminal then reaches the supervisor alone, which ends
     * its processes in order; and a Ctrl-Z stops no watcher.
     */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final ProcessSpec spec;
    private final Process process;
    private final long startedNanos = System.nanoTime();

    private Child(ProcessSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /** @param onDeath told once, from a thread of its own */
    static Child start(ProcessSpec spec, Path folder, Output output, Consumer<Child> onDeath) throws IOException {
        List<String> command = new ArrayList<>(spec.command());
        if (Files.isExecutable(SETSID)) {
            command.add(0, SETSID.toString());
        }
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(spec.environment());
        var child = new Child(spec, builder.start());
        var reader = new Thread(() -> child.read(output), spec.name());
        reader.setDaemon(true);
        reader.start();
        var unused = child.process.onExit().thenAccept(dead -> onDeath.accept(child));
        return child;
    }

    private void read(Output output) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.print(spec.name(), line);
            }
        } catch (IOException e) {
            output.print(spec.name(), "its output cannot be read any longer: " + e.getMessage());
        }
    }

    ProcessSpec spec() {
        return spec;
    }

    long pid() {
        return process.pid();
    }

    long livedNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** As a shell says it: 128 + n for one that signal n ended. Only for one that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** By its handle: the process itself would close the pipe, and its last words would be lost. */
    void terminate() {
        process.toHandle().destroy();
    }

    void kill() {
        process.toHandle().destroyForcibly();
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        return process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }
}

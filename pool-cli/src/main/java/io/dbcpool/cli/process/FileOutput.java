package io.dbcpool.cli.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What processes print goes to a file for each, {@code <folder>/<name>.log}; what we say goes on to somebody. */
public final class FileOutput implements Output {

    private final Path folder;
    private final Consumer<String> said;
    private final Map<String, PrintWriter> writers = new ConcurrentHashMap<>();

    /** @param folder is there already */
    public FileOutput(Path folder, Consumer<String> said) {
        this.folder = folder;
        this.said = said;
    }

    @Override
    public void print(String processName, String line) {
        writers.computeIfAbsent(processName, this::open).println(line);
    }

    private PrintWriter open(String processName) {
        try {
            return new PrintWriter(
                    Files.newBufferedWriter(folder.resolve(processName + ".log"), StandardCharsets.UTF_8), true);
        } catch (IOException e) {
            throw new UncheckedIOException("wanted to write the log of " + processName, e);
        }
    }

    @Override
    public void say(String line) {
        said.accept(line);
    }

    @Override
    public void finish() {
        writers.values().forEach(PrintWriter::flush);
    }
}

package io.dbcpool.bench.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.bench.BenchException;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a soak leaves, so that another call goes on where one ended: how it began, a line for each rental, fault and
 * sample, and under {@code pool} the state of the services. What a crash left of a line is passed over.
 */
final class SoakFolder {

    private static final String BEGINNING = "soak.json";
    private static final String RUNS = "runs.jsonl";
    private static final String RENTALS = "rentals.jsonl";
    private static final String FAULTS = "faults.jsonl";
    private static final String SAMPLES = "samples.jsonl";

    /** What stays as it was for as long as the folder is used. */
    record Beginning(long seed, int machines, int libvirtds) {}

    private final Path folder;

    SoakFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path path() {
        return folder;
    }

    Path pool() {
        return folder.resolve("pool");
    }

    /** As it was begun before, or as it begins now. */
    Beginning begin(Beginning now) {
        Path file = folder.resolve(BEGINNING);
        try {
            Files.createDirectories(pool());
            for (String lines : List.of(RUNS, RENTALS, FAULTS, SAMPLES)) {
                endLastLine(folder.resolve(lines));
            }
            if (Files.exists(file)) {
                return EventCodec.json().readValue(Files.readAllBytes(file), Beginning.class);
            }
            Files.write(file, EventCodec.json().writeValueAsBytes(now));
            return now;
        } catch (IOException e) {
            throw new BenchException("cannot begin in %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Else the next would stand in one line with what a crash left, and neither could be read. */
    private static void endLastLine(Path file) throws IOException {
        if (Files.exists(file) && !Files.readString(file).endsWith("\n")) {
            Files.writeString(file, "\n", StandardOpenOption.APPEND);
        }
    }

    void add(Timeline.Run run) {
        append(RUNS, run);
    }

    List<Timeline.Run> runs() {
        return read(RUNS, Timeline.Run.class);
    }

    void add(Rental rental) {
        append(RENTALS, rental);
    }

    void add(Injected fault) {
        append(FAULTS, fault);
    }

    void add(Sampled sample) {
        append(SAMPLES, sample);
    }

    List<Rental> rentals() {
        return read(RENTALS, Rental.class);
    }

    List<Injected> faults() {
        return read(FAULTS, Injected.class);
    }

    List<Sampled> samples() {
        return read(SAMPLES, Sampled.class);
    }

    /** What the supervisor says. */
    void note(String line) {
        appendLine("supervisor.log", line);
    }

    private void append(String file, Record line) {
        try {
            appendLine(file, EventCodec.json().writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new BenchException("cannot write down " + line, e);
        }
    }

    private synchronized void appendLine(String file, String line) {
        try {
            Files.writeString(folder.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BenchException("cannot write to %s in %s".formatted(file, folder), e);
        }
    }

    private <T> List<T> read(String file, Class<T> type) {
        var found = new ArrayList<T>();
        try {
            if (Files.exists(folder.resolve(file))) {
                for (String line : Files.readAllLines(folder.resolve(file), StandardCharsets.UTF_8)) {
                    add(line, type, found);
                }
            }
            return found;
        } catch (IOException e) {
            throw new BenchException("cannot read %s in %s".formatted(file, folder), e);
        }
    }

    private static <T> void add(String line, Class<T> type, List<T> found) {
        try {
            found.add(EventCodec.json().readValue(line, type));
        } catch (JsonProcessingException e) {
            System.err.println("bench: a line is passed over that can not be read: " + e.getOriginalMessage());
        }
    }
}

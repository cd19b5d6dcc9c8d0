package io.dbcpool.watcher.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Many histories, one seed after the other. A long series writes down where it is, and goes on there. */
final class Series {

    /** Held on to, because the JDK's loggers forget their level otherwise. */
    private static final Logger LOGS = Logger.getLogger("io.dbcpool");

    private static final int CHUNK = 1_000;

    private final List<Played> broken = new ArrayList<>();
    private final long from;
    private long next;
    private long simulatedMillis;
    private long vacates;
    private long starts;
    private long records;

    private Series(long from) {
        this.from = from;
        this.next = from;
        quiet();
    }

    /** What the watcher logs of a million histories would take longer than the histories. */
    static void quiet() {
        LOGS.setLevel(Level.OFF);
    }

    /** Plays until there are enough, or time is up. */
    static Series play(long from, long count, Duration atMost) {
        var series = new Series(from);
        long until = System.nanoTime() + atMost.toNanos();
        while (series.next < from + count && System.nanoTime() - until < 0) {
            series.add(Played.of(series.next));
        }
        return series;
    }

    private void add(Played played) {
        next++;
        simulatedMillis += played.simulated().toMillis();
        vacates += played.vacates();
        starts += played.starts();
        records += played.records();
        if (!played.violations().isEmpty()) {
            broken.add(played);
        }
    }

    List<Played> broken() {
        return broken;
    }

    long count() {
        return next - from;
    }

    String describe() {
        return "%d histories of seeds %d to %d, %.0f simulated hours, %d vacates, %d domains started again, %d records; %d with a violation"
                .formatted(count(), from, next - 1, simulatedMillis / 3.6e6, vacates, starts, records, broken.size());
    }

    /** Plays chunk after chunk, and appends a line to the file after each. */
    static void playOn(Path results, long first, Duration atMost) throws IOException {
        long until = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - until < 0) {
            var series = play(nextSeed(results, first), CHUNK, Duration.ofNanos(until - System.nanoTime()));
            var line = "%d\t%d\t%d\t%.1f\t%d\t%d\t%d\t%d\t%s%n"
                    .formatted(
                            series.from,
                            series.next - 1,
                            series.count(),
                            series.simulatedMillis / 3.6e6,
                            series.vacates,
                            series.starts,
                            series.records,
                            series.broken.size(),
                            series.broken.stream().map(Played::seed).toList());
            if (series.count() > 0) {
                Files.writeString(results, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }

    private static long nextSeed(Path results, long first) throws IOException {
        if (!Files.exists(results)) {
            return first;
        }
        return Files.readAllLines(results).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .mapToLong(line -> Long.parseLong(line.split("\t", -1)[1]) + 1)
                .max()
                .orElse(first);
    }

    /** {@code RESULTS FIRST-SEED HOURS}. */
    public static void main(String[] arguments) throws IOException {
        playOn(Path.of(arguments[0]), Long.parseLong(arguments[1]), Duration.ofHours(Long.parseLong(arguments[2])));
    }
}

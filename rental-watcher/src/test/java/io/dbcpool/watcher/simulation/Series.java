package io.dbcpool.watcher.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/** Many histories, one seed after the other. A long series writes down where it is, and goes on there. */
final class Series {

    /** Held on to, because the JDK's loggers forget their level otherwise. */
    private static final Logger LOGS = Logger.getLogger("io.dbcpool");

    private static final int CHUNK = 1_000;

    private final List<Played> broken = new ArrayList<>();
    private final long from;
    private long count;
    private long simulatedMillis;
    private long vacates;
    private long starts;
    private long records;

    private Series(long from) {
        this.from = from;
        quiet();
    }

    /** What the watcher logs of a million histories would take longer than the histories. */
    static void quiet() {
        LOGS.setLevel(Level.OFF);
    }

    /** Plays by so many threads until there are enough, or time is up. A history itself is played by one. */
    static Series play(long from, long count, Duration atMost, int threads) {
        var series = new Series(from);
        long until = System.nanoTime() + atMost.toNanos();
        var next = new AtomicLong(from);
        var players = IntStream.range(0, threads)
                .mapToObj(number -> new Player(series, next, from + count, until))
                .toList();
        players.forEach(Thread::start);
        players.forEach(Player::awaitEnd);
        return series;
    }

    /** What it cannot play is a defect of the world, and is told like a violation. */
    private static final class Player extends Thread {

        private final Series series;
        private final AtomicLong next;
        private final long end;
        private final long until;

        Player(Series series, AtomicLong next, long end, long until) {
            super("player");
            this.series = series;
            this.next = next;
            this.end = end;
            this.until = until;
        }

        /** Takes the seeds in turn, and leaves none out that somebody has taken. */
        @Override
        public void run() {
            while (System.nanoTime() - until < 0) {
                long seed = next.getAndIncrement();
                if (seed >= end) {
                    return;
                }
                series.add(play(seed));
            }
        }

        @SuppressWarnings("CatchingUnchecked")
        private static Played play(long seed) {
            try {
                return Played.of(seed);
            } catch (RuntimeException | Error e) {
                return new Played(seed, List.of("not played: " + e), Duration.ZERO, 0, 0, 0);
            }
        }

        private void awaitEnd() {
            try {
                join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void add(Played played) {
        count++;
        simulatedMillis += played.simulated().toMillis();
        vacates += played.vacates();
        starts += played.starts();
        records += played.records();
        if (!played.violations().isEmpty()) {
            broken.add(played);
        }
    }

    List<Played> broken() {
        return broken.stream().sorted(Comparator.comparing(Played::seed)).toList();
    }

    long count() {
        return count;
    }

    String describe() {
        return "%d histories of seeds %d to %d, %.0f simulated hours, %d vacates, %d domains started again, %d records; %d with a violation"
                .formatted(
                        count(),
                        from,
                        from + count - 1,
                        simulatedMillis / 3.6e6,
                        vacates,
                        starts,
                        records,
                        broken.size());
    }

    /** Plays chunk after chunk, and appends a line to the file after each. */
    static void playOn(Path results, long first, Duration atMost, int threads) throws IOException {
        long until = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - until < 0) {
            var series = play(nextSeed(results, first), CHUNK, Duration.ofNanos(until - System.nanoTime()), threads);
            var line = "%d\t%d\t%d\t%.1f\t%d\t%d\t%d\t%d\t%s%n"
                    .formatted(
                            series.from,
                            series.from + series.count - 1,
                            series.count(),
                            series.simulatedMillis / 3.6e6,
                            series.vacates,
                            series.starts,
                            series.records,
                            series.broken.size(),
                            series.broken().stream().map(Played::seed).toList());
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
        playOn(Path.of(arguments[0]), Long.parseLong(arguments[1]), Duration.ofHours(Long.parseLong(arguments[2])), 1);
    }
}

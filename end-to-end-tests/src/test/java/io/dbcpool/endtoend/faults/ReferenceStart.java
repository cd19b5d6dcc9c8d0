package io.dbcpool.endtoend.faults;

import io.dbcpool.endtoend.pool.RamDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * What a machine needs for the start of a program that no change of ours makes slower: a Java that reads its own
 * classes, says its version and ends, with the watcher's preference. By it a watcher that starts slowly is told from a
 * machine that is slow just now.
 */
final class ReferenceStart {

    /** One start alone says too much of the moment. */
    private static final int STARTS = 5;

    private static final long PERCENT = 100;
    private static final Pattern MINUTES_AND_SECONDS = Pattern.compile("(\\d+)m([\\d.]+)s");

    private static long bestMillis = Long.MAX_VALUE;

    private ReferenceStart() {}

    /** To be called while the machine has nothing else to do. */
    static void measureBest() throws IOException, InterruptedException {
        for (int start = 0; start < STARTS; start++) {
            measure();
        }
    }

    /**
     * Of now; 100 is the best that was ever measured on this machine, or the least that its processor had to do for it;
     * 200 takes twice as long.
     */
    static long slownessPercent() throws IOException, InterruptedException {
        var starts = LongStream.builder();
        for (int start = 0; start < STARTS; start++) {
            starts.add(measure());
        }
        long median = starts.build().sorted().skip(STARTS / 2).findFirst().orElseThrow();
        return median * PERCENT / best();
    }

    private static synchronized long best() {
        return bestMillis;
    }

    private static synchronized void note(long millis) {
        bestMillis = Math.min(bestMillis, millis);
    }

    /** A machine that is busy from the begin on has no quick start to show: what its processor did is the best then. */
    private static long measure() throws IOException, InterruptedException {
        long before = System.nanoTime();
        var process = new ProcessBuilder(List.of(
                        "nice",
                        "-n",
                        RamDisk.isRoot() ? "-10" : "0",
                        "sh",
                        "-c",
                        "\"$0\" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:off -version >/dev/null 2>&1 && times",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()))
                .redirectErrorStream(true)
                .start();
        var times = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int exitCode = process.waitFor();
        long millis = Math.max(1, Duration.ofNanos(System.nanoTime() - before).toMillis());
        if (exitCode != 0) {
            throw new IllegalStateException("wanted the version of this Java, found exit code " + exitCode);
        }
        note(Math.min(millis, processorMillis(times)));
        return millis;
    }

    /**
     * @param times two lines, of the shell itself and of what it had run, each with the user's time and the system's:
     *     {@code 0m0.123000s 0m0.045000s}
     */
    static long processorMillis(String times) {
        double seconds = 0;
        var found = MINUTES_AND_SECONDS.matcher(
                times.strip().lines().reduce((own, children) -> children).orElse(""));
        while (found.find()) {
            seconds += 60 * Double.parseDouble(found.group(1)) + Double.parseDouble(found.group(2));
        }
        return Math.max(1, Math.round(seconds * 1_000));
    }
}

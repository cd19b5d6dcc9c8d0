package io.dbcpool.endtoend.faults;

import io.dbcpool.endtoend.pool.RamDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private static long bestMillis = Long.MAX_VALUE;

    private ReferenceStart() {}

    /** To be called while the machine has nothing else to do. */
    static void measureBest() throws IOException, InterruptedException {
        for (int start = 0; start < STARTS; start++) {
            measure();
        }
    }

    /** Of now; 100 is the best that was ever measured on this machine, 200 takes twice as long. */
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

    private static long measure() throws IOException, InterruptedException {
        long before = System.nanoTime();
        int exitCode = new ProcessBuilder(List.of(
                        "nice",
                        "-n",
                        RamDisk.isRoot() ? "-10" : "0",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:off",
                        "-version"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        long millis = Math.max(1, Duration.ofNanos(System.nanoTime() - before).toMillis());
        if (exitCode != 0) {
            throw new IllegalStateException("wanted the version of this Java, found exit code " + exitCode);
        }
        note(millis);
        return millis;
    }
}

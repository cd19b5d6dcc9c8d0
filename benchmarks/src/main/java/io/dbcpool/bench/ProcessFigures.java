package io.dbcpool.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a process that runs, see proc(5). */
public final class ProcessFigures {

    /** The same on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcessFigures() {}

    /** The processor time that it has used, of all its threads. */
    public static double processorSeconds(long pid) {
        String stat = read(pid, "stat");
        // After the name, which may hold anything: user and system time are words 12 and 13.
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(words[11]) + Long.parseLong(words[12])) / TICKS_PER_SECOND;
    }

    /** What it holds of the machine's memory, in MiB. */
    public static long residentMebibytes(long pid) {
        return mebibytes(pid, "VmRSS:");
    }

    /** The most that it ever held, in MiB. */
    public static long residentPeakMebibytes(long pid) {
        return mebibytes(pid, "VmHWM:");
    }

    public static int threads(long pid) {
        return (int) status(pid, "Threads:");
    }

    /** Sockets and pipes among them. */
    public static int openFiles(long pid) {
        try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return (int) files.count();
        } catch (IOException | UncheckedIOException e) {
            throw new BenchException("process %d has ended".formatted(pid), e);
        }
    }

    private static long mebibytes(long pid, String name) {
        return status(pid, name) >> 10;
    }

    private static long status(long pid, String name) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new BenchException("process %d has ended".formatted(pid), e);
        }
    }
}

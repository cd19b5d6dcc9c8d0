package io.dbcpool.bench.broadcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that hears datagrams on a port of loopback, and writes what it makes of them to a topic. */
interface Ear extends AutoCloseable {

    String name();

    int port();

    String topic();

    long pid();

    /** How many words one record of it stands for. */
    long wordsIn(String record);

    /** The processor time that it has used, of all its threads. */
    default double processorSeconds() {
        // After the name, which may hold anything: user and system time are words 12 and 13 (proc_pid_stat(5)).
        String stat = read("stat");
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(words[11]) + Long.parseLong(words[12])) / (double) TICKS_PER_SECOND;
    }

    /** What it holds of the machine's memory, in MiB. */
    default long residentMebibytes() {
        return read("status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }

    @Override
    void close();

    /** The same on every Linux that Java runs on. */
    long TICKS_PER_SECOND = 100;

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid()), file));
        } catch (IOException e) {
            throw new UncheckedIOException(name() + " has ended", e);
        }
    }

    /** Ends it, by force where it takes longer than ten seconds. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package io.dbcpool.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process it is, beyond its number, which the kernel gives again.
 *
 * @param startTicks when it started, in the kernel's ticks since boot ({@code /proc/PID/stat}, field 22)
 * @param mark a text in its command line
 */
public record ProcessIdentity(long pid, long startTicks, String mark) {

    /** Fields 1 and 2 are the number and the name, and the name may hold anything, spaces and brackets too. */
    private static final int START_TICKS_AFTER_NAME = 19;

    /** Empty when there is no such process, or no longer. */
    public static Optional<ProcessIdentity> find(long pid, String mark) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TICKS_AFTER_NAME]), mark));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether this very process still runs. One that has ended and that nobody has fetched yet does not. */
    public boolean isAlive() {
        return find(pid, mark).filter(this::equals).isPresent() && commandLine().contains(mark);
    }

    /** SIGKILL, if it still runs. */
    public void kill() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private String commandLine() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}

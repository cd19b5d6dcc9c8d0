package io.dbcpool.parts.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Processes of this machine, by Linux's {@code /proc}. */
final class Proc {

    private static final Path ROOT = Path.of("/proc");
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private Proc() {}

    /** The process that has this text as one whole argument, or as a comma separated part of one. */
    static OptionalLong findByArgument(String program, String text) {
        try (Stream<Path> entries = Files.list(ROOT)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
                    .filter(entry -> {
                        String[] arguments = commandLine(entry).split("\0");
                        return arguments[0].contains(program)
                                && List.of(arguments).contains(text);
                    })
                    .mapToLong(entry -> Long.parseLong(entry.getFileName().toString()))
                    .findFirst();
        } catch (IOException e) {
            throw new PartsException("cannot list " + ROOT, e);
        }
    }

    /** Empty for a process that is gone or may not be looked at. */
    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * A zombie has ended: it holds nothing any more but its number. But the first thread of a process is a zombie while
     * others may still be ending, with files open.
     */
    static boolean hasEnded(long pid) {
        Path process = ROOT.resolve(Long.toString(pid));
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return (state == 'Z' || state == 'X') && threads.count() <= 1;
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    /** @param signal by name, {@code STOP} */
    static void signal(String signal, long pid) {
        Command.run(Duration.ofSeconds(5), "", signalCommand(signal, pid));
    }

    /** By the shell's own kill: the program of that name is no part of the smallest Debian. */
    static List<String> signalCommand(String signal, long pid) {
        return List.of("sh", "-c", "kill -%s %d".formatted(signal, pid));
    }

    /** Whether it held in time. */
    static boolean await(Duration limit, BooleanSupplier condition) {
        long giveUpAt = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpAt || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }
}

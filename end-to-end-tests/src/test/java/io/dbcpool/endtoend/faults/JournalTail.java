package io.dbcpool.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a watcher's journal as it is written, from outside: which vacates it began, and which steps each has taken. It
 * sees a step before it is carried out about as often as after.
 *
 * <p>Whenever the journal is written anew there is another file in its place, without the vacates that are long over.
 * So each file is held open, and read to its end before the next one is begun; whoever reads on often enough misses
 * none of them.
 */
final class JournalTail implements AutoCloseable {

    private static final long LOOK_EVERY_NANOS = 200_000;

    private final Path file;
    private final Map<String, Set<String>> vacatesByMachine = new LinkedHashMap<>();
    private final Map<String, Set<String>> stepsByVacate = new LinkedHashMap<>();
    private final Map<String, Instant> resumedAt = new LinkedHashMap<>();
    /** Its number is no other file's while it is open. */
    private Optional<RandomAccessFile> open = Optional.empty();

    private Object inode = "";

    JournalTail(Path file) {
        this.file = file;
    }

    /** @return whether a vacate of one of these machines took the step in time */
    boolean awaitStep(String step, Set<String> machines, Duration limit) throws IOException {
        long giveUpAt = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() - giveUpAt < 0) {
            readOn();
            boolean taken = isTaken(step, machines);
            if (taken) {
                return true;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return false;
    }

    private synchronized boolean isTaken(String step, Set<String> machines) {
        return machines.stream()
                .flatMap(machine -> vacatesOf(machine).stream())
                .anyMatch(vacate -> stepsByVacate.getOrDefault(vacate, Set.of()).contains(step));
    }

    /** When a vacate of these machines was resumed first. */
    synchronized Optional<Instant> findResumed(Set<String> machines) {
        return machines.stream()
                .flatMap(machine -> vacatesOf(machine).stream())
                .flatMap(vacate -> Optional.ofNullable(resumedAt.get(vacate)).stream())
                .min(Instant::compareTo);
    }

    Path file() {
        return file;
    }

    /** Whether a damaged one was put aside. */
    boolean isQuarantined() throws IOException {
        try (var beside = Files.newDirectoryStream(file.resolveSibling(""), file.getFileName() + ".damaged-*")) {
            return beside.iterator().hasNext();
        }
    }

    /** The ids of all vacates that were ever begun of this machine. */
    synchronized Set<String> vacatesOf(String machine) {
        return vacatesByMachine.getOrDefault(machine, Set.of());
    }

    synchronized void readOn() throws IOException {
        if (open.isPresent()) {
            readToEnd(open.get());
        }
        if (!Files.exists(file) || inodeNow().equals(inode)) {
            return;
        }
        var now = inodeNow();
        var next = new RandomAccessFile(file.toFile(), "r");
        if (!inodeNow().equals(now)) {
            next.close(); // replaced just now, and nobody knows which of the two this is
            return;
        }
        if (open.isPresent()) {
            readToEnd(open.get()); // what came until it was replaced
        }
        close();
        open = Optional.of(next);
        inode = now;
        readToEnd(next);
    }

    private Object inodeNow() throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private void readToEnd(RandomAccessFile from) throws IOException {
        long begin = from.getFilePointer();
        byte[] fresh = new byte[Math.toIntExact(Math.max(0, from.length() - begin))];
        if (fresh.length > 0) {
            from.readFully(fresh);
            from.seek(begin + take(fresh));
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }

    /**
     * Half a line is read again: it may be cut off, and another one begun in its place.
     *
     * @return how many bytes of whole lines there were
     */
    private int take(byte[] bytes) {
        int from = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                takeLine(new String(bytes, from, end - from, StandardCharsets.UTF_8));
                from = end + 1;
            }
        }
        return from;
    }

    private void takeLine(String line) {
        int json = line.indexOf('{');
        if (json >= 0) {
            EventCodec.findTree(line.substring(json).getBytes(StandardCharsets.UTF_8))
                    .ifPresent(this::take);
        }
    }

    private void take(JsonNode record) {
        String vacate = record.path("vacateId").asText();
        switch (record.path("is").asText()) {
            case "vacate-begun" ->
                vacatesByMachine
                        .computeIfAbsent(record.path("machineId").asText(), machine -> new LinkedHashSet<>())
                        .add(vacate);
            case "vacate-went" -> {
                String step = record.at("/step/name").asText();
                stepsByVacate
                        .computeIfAbsent(vacate, id -> new LinkedHashSet<>())
                        .add(step);
                if (step.equals("resumed")) {
                    resumedAt.put(vacate, Instant.parse(record.path("at").asText()));
                }
            }
            default -> {
                // beliefs, pins and receipts are no steps
            }
        }
    }
}

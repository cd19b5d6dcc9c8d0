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
 */
final class JournalTail {

    private static final long LOOK_EVERY_NANOS = 200_000;

    private final Path file;
    private final Map<String, Set<String>> vacatesByMachine = new LinkedHashMap<>();
    private final Map<String, Set<String>> stepsByVacate = new LinkedHashMap<>();
    private long position;
    private final Map<String, Instant> resumedAt = new LinkedHashMap<>();
    private String half = "";
    private Optional<Object> identity = Optional.empty();

    JournalTail(Path file) {
        this.file = file;
    }

    /** @return whether a vacate of one of these machines took the step in time */
    boolean awaitStep(String step, Set<String> machines, Duration limit) throws IOException {
        long giveUpAt = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() - giveUpAt < 0) {
            readOn();
            boolean taken = machines.stream()
                    .flatMap(machine -> vacatesOf(machine).stream())
                    .anyMatch(vacate ->
                            stepsByVacate.getOrDefault(vacate, Set.of()).contains(step));
            if (taken) {
                return true;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return false;
    }

    /** When a vacate of these machines was resumed first. */
    Optional<Instant> findResumed(Set<String> machines) {
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
    Set<String> vacatesOf(String machine) {
        return vacatesByMachine.getOrDefault(machine, Set.of());
    }

    void readOn() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        var now = Optional.ofNullable(Files.getAttribute(file, "unix:ino"));
        if (!now.equals(identity)) {
            identity = now;
            position = 0;
            half = "";
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long size = in.length();
            if (size <= position) {
                return;
            }
            byte[] fresh = new byte[(int) (size - position)];
            in.seek(position);
            in.readFully(fresh);
            position = size;
            take(half + new String(fresh, StandardCharsets.UTF_8));
        }
    }

    private void take(String text) {
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            int json = text.indexOf('{', from);
            if (json >= 0 && json < end) {
                EventCodec.findTree(text.substring(json, end).getBytes(StandardCharsets.UTF_8))
                        .ifPresent(this::take);
            }
            from = end + 1;
        }
        half = text.substring(from);
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

package io.dbcpool.bench.broadcast;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Latencies;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.Table.Aim;
import io.dbcpool.bench.TextTable;
import io.dbcpool.bench.Waiting;
import io.dbcpool.parts.udp.DatagramFlood;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * A genuine word now and then, while garbage comes: how soon a reader of the topic has it, and whether it does at all.
 */
final class LatencyScene {

    private static final int WORDS_PER_SECOND = 50;
    private static final long BETWEEN_NANOS = 1_000_000_000L / WORDS_PER_SECOND;
    private static final double IDLE_P99_MILLIS = 15;
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration FLOOD_LIMIT = Duration.ofMinutes(2);

    /** What a flood may cost: a word that the kernel dropped would be repeated by the DBC node 2 s later. */
    private static final List<String> HEAD =
            List.of("garbage/s", "words", "lost", "p50 ms", "p99 ms", "p99.9 ms", "max ms");

    private final Ground ground;
    private final List<MachineId> machines;
    private final List<Integer> floods;
    private final int words;
    private final Consumer<String> told;

    LatencyScene(Ground ground, List<MachineId> machines, List<Integer> floods, int words, Consumer<String> told) {
        this.ground = ground;
        this.machines = machines;
        this.floods = floods;
        this.words = words;
        this.told = told;
    }

    Table play() {
        var ear = ListenerEar.start(ground, machines);
        var rows = new ArrayList<List<String>>();
        var aims = new ArrayList<Aim>();
        try (var mouth = new Mouth(machines, ear.port());
                var tail = TopicTail.start(ear, ground.bootstrapServers())) {
            mouth.say(2L * machines.size(), WORDS_PER_SECOND);
            tail.awaitWords(2L * machines.size(), QUIET);
            for (int flood : floods) {
                told.accept("%,d words under %,d garbage datagrams a second".formatted(words, flood));
                play(ear, mouth, tail, flood, rows, aims);
            }
        } finally {
            ear.close();
        }
        return new Table(
                "A genuine word, sent to readable in Kafka, %d a second".formatted(WORDS_PER_SECOND), HEAD, rows, aims);
    }

    private void play(Ear ear, Mouth mouth, TopicTail tail, int rate, List<List<String>> rows, List<Aim> aims) {
        Map<Mouth.Turn, Long> sent = new ConcurrentHashMap<>();
        var took = new ConcurrentLinkedQueue<Long>();
        tail.tellTo((record, nanos) -> Spoken.in(record.key(), record.value())
                .flatMap(turn -> Optional.ofNullable(sent.remove(turn)))
                .ifPresent(at -> took.add(nanos - at)));
        Optional<DatagramFlood> flood = rate == 0 ? Optional.empty() : Optional.of(flood(ear, rate));
        try {
            long begun = System.nanoTime();
            for (int word = 0; word < words; word++) {
                Waiting.untilNanos(begun + word * BETWEEN_NANOS);
                sent.put(mouth.next(), System.nanoTime());
                mouth.say();
            }
        } finally {
            flood.ifPresent(DatagramFlood::close);
        }
        tail.awaitWords(Long.MAX_VALUE, QUIET);
        int lost = words - took.size();
        var latencies = new Latencies(List.copyOf(took));
        rows.add(List.of(
                "%,d".formatted(flood.map(DatagramFlood::perSecondReached).orElse(0L)),
                "%,d".formatted(words),
                Integer.toString(lost),
                TextTable.millis(latencies.percentileMillis(50)),
                TextTable.millis(latencies.percentileMillis(99)),
                TextTable.millis(latencies.percentileMillis(99.9)),
                TextTable.millis(latencies.maxMillis())));
        if (rate == 0) {
            double p99 = latencies.percentileMillis(99);
            aims.add(new Aim(
                    String.format(Locale.ROOT, "idle: p99 %.1f ms, wanted under %.0f ms", p99, IDLE_P99_MILLIS),
                    p99 < IDLE_P99_MILLIS));
        }
        aims.add(new Aim(
                "%,d garbage/s: %d of %,d genuine words lost, wanted 0".formatted(rate, lost, words), lost == 0));
    }

    private static DatagramFlood flood(Ear ear, int rate) {
        try {
            return DatagramFlood.start(ear.port(), rate, FLOOD_LIMIT);
        } catch (IOException e) {
            throw new BenchException("no flood", e);
        }
    }
}

package io.dbcpool.bench.broadcast;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Ground;
import io.dbcpool.bench.ProcessFigures;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.Table.Aim;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Kafka goes away while words come, and is back: what is missing then, and whether each machine's order was kept. */
final class OutageScene {

    private static final int WORDS_PER_SECOND = 1_000;
    private static final Duration QUIET = Duration.ofSeconds(60);

    private final Ground ground;
    private final List<MachineId> machines;
    private final Duration length;
    private final Consumer<String> told;

    OutageScene(Ground ground, List<MachineId> machines, Duration length, Consumer<String> told) {
        this.ground = ground;
        this.machines = machines;
        this.length = length;
        this.told = told;
    }

    Table play() {
        var ear = ListenerEar.start(ground, machines);
        Map<String, Word> last = new HashMap<>();
        var outOfOrder = new AtomicLong();
        try (var mouth = new Mouth(machines, ear.port());
                var tail = TopicTail.start(ear, ground.bootstrapServers())) {
            // Each word is another than the machine's last, so two of the same in a row are one lost or out of order.
            tail.tellTo((record, nanos) -> Spoken.in(record.key(), record.value())
                    .ifPresent(turn -> {
                        if (last.put(record.key(), turn.word()) == turn.word()) {
                            outOfOrder.incrementAndGet();
                        }
                    }));
            mouth.say(2L * machines.size(), WORDS_PER_SECOND);
            tail.awaitWords(2L * machines.size(), Duration.ofSeconds(10));
            told.accept(
                    "Kafka is away for %d s, under %,d words a second".formatted(length.toSeconds(), WORDS_PER_SECOND));
            ground.broker().stop();
            mouth.say(length.toSeconds() * WORDS_PER_SECOND, WORDS_PER_SECOND);
            long before = tail.words();
            ground.broker().restart();
            long back = System.nanoTime();
            tail.awaitWords(mouth.said(), QUIET);
            long missing = mouth.said() - tail.words();
            return new Table(
                    "Kafka away for %d s under %,d words a second".formatted(length.toSeconds(), WORDS_PER_SECOND),
                    List.of("words meanwhile", "missing afterwards", "out of order", "drained in s", "resident MiB"),
                    List.of(List.of(
                            "%,d".formatted(mouth.said() - before),
                            "%,d".formatted(missing),
                            "%,d".formatted(outOfOrder.get()),
                            "%.1f".formatted((tail.lastNanos() - back) / 1e9),
                            Long.toString(ProcessFigures.residentMebibytes(ear.pid())))),
                    List.of(new Aim(
                            "nothing missing, order kept: %d missing, %d out of order"
                                    .formatted(missing, outOfOrder.get()),
                            missing == 0 && outOfOrder.get() == 0)));
        } catch (IOException e) {
            throw new BenchException("the broker did not come back", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        } finally {
            ear.close();
        }
    }
}

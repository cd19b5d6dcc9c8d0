package io.dbcpool.bench.broadcast;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Ground;
import io.dbcpool.bench.ProcessFigures;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.Table.Aim;
import io.dbcpool.parts.udp.DatagramFlood;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Garbage for minutes on end: what the listener holds of the machine's memory, and how long its collector stops it. */
final class MemoryScene {

    private static final int GARBAGE_PER_SECOND = 100_000;
    private static final int LOOKS = 20;

    /** The first looks find a heap that still grows into what it was given. */
    private static final int UNCOUNTED = 5;

    private static final double SPREAD = 0.10;

    private final Ground ground;
    private final List<MachineId> machines;
    private final Duration length;
    private final Consumer<String> told;

    MemoryScene(Ground ground, List<MachineId> machines, Duration length, Consumer<String> told) {
        this.ground = ground;
        this.machines = machines;
        this.length = length;
        this.told = told;
    }

    Table play() {
        var ear = ListenerEar.start(ground, machines);
        try {
            told.accept("garbage for %d s".formatted(length.toSeconds()));
            var looks = new ArrayList<Long>();
            long reached = 0;
            for (int look = 0; look < LOOKS; look++) {
                try (var flood = DatagramFlood.start(ear.port(), GARBAGE_PER_SECOND, length.dividedBy(LOOKS))) {
                    Thread.sleep(length.dividedBy(LOOKS).toMillis());
                    reached += flood.perSecondReached();
                }
                looks.add(ProcessFigures.residentMebibytes(ear.pid()));
            }
            var counted = looks.subList(UNCOUNTED, LOOKS);
            long least = counted.stream().mapToLong(Long::longValue).min().orElseThrow();
            long most = counted.stream().mapToLong(Long::longValue).max().orElseThrow();
            return new Table(
                    "Garbage for %d s".formatted(length.toSeconds()),
                    List.of(
                            "garbage/s",
                            "resident MiB, first look",
                            "least after %d looks".formatted(UNCOUNTED),
                            "most",
                            "collector's pauses, s"),
                    List.of(List.of(
                            "%,d".formatted(reached / LOOKS),
                            Long.toString(looks.get(0)),
                            Long.toString(least),
                            Long.toString(most),
                            ear.pauses())),
                    List.of(new Aim(
                            String.format(
                                    Locale.ROOT, "memory flat within 10 %%: %.1f %%", (most - least) * 100.0 / least),
                            most - least <= least * SPREAD)));
        } catch (IOException e) {
            throw new BenchException("no flood", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        } finally {
            ear.close();
        }
    }
}

package io.dbcpool.bench.broadcast;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.MeasuredBench;
import io.dbcpool.bench.Table;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pool bench broadcast}: the broadcast-listener as it runs, a real broker, datagrams over loopback. */
@Command(
        name = "broadcast",
        description = {
            "What the broadcast-listener hears and how soon it is in Kafka, beside rsyslog on the same broker; under floods, and while Kafka is away.",
            "All datagrams stay on loopback. Exit code 0 only if every aim was met."
        },
        mixinStandardHelpOptions = true)
public final class BroadcastBench extends MeasuredBench {

    private static final int FEW = 1_000;

    /** Scenes that can be played alone. */
    enum Scene {
        THROUGHPUT,
        LATENCY,
        MEMORY,
        OUTAGE
    }

    @Option(names = "--only", split = ",", description = "of ${COMPLETION-CANDIDATES}; all without it")
    private List<Scene> only = List.of(Scene.values());

    @Option(
            names = "--machines",
            defaultValue = "10000",
            description = "that change their word in turn (${DEFAULT-VALUE})")
    private int machines;

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "10000,20000,30000,40000,60000,80000,120000",
            description = "words a second, one after the other until some are lost (${DEFAULT-VALUE})")
    private List<Integer> rates = List.of();

    @Option(names = "--seconds", defaultValue = "8", description = "at each rate (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--floods",
            split = ",",
            defaultValue = "0,100000,300000",
            description = "garbage datagrams a second, as many of them as this machine manages (${DEFAULT-VALUE})")
    private List<Integer> floods = List.of();

    @Option(names = "--words", defaultValue = "1000", description = "under each flood (${DEFAULT-VALUE})")
    private int words;

    @Option(names = "--flood-seconds", defaultValue = "60", description = "of the memory's flood (${DEFAULT-VALUE})")
    private int floodSeconds;

    @Option(names = "--outage-seconds", defaultValue = "30", description = "without Kafka (${DEFAULT-VALUE})")
    private int outageSeconds;

    @Override
    protected List<Table> measure() throws CannotReachException, IOException {
        var tables = new ArrayList<Table>();
        try (var ground = Ground.open(Installation.find())) {
            for (Scene scene : only) {
                tables.add(play(scene, ground));
            }
        }
        return tables;
    }

    private Table play(Scene scene, Ground ground) {
        return switch (scene) {
            case THROUGHPUT -> new ThroughputScene(ground, some(machines), rates, seconds, BroadcastBench::tell).play();
            case LATENCY -> new LatencyScene(ground, some(100), floods, words, BroadcastBench::tell).play();
            case MEMORY ->
                new MemoryScene(ground, some(FEW), Duration.ofSeconds(floodSeconds), BroadcastBench::tell).play();
            case OUTAGE ->
                new OutageScene(ground, some(FEW), Duration.ofSeconds(outageSeconds), BroadcastBench::tell).play();
        };
    }

    private static List<MachineId> some(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new MachineId("%08x%056x".formatted(number, 0xdbc)))
                .toList();
    }

    private static void tell(String line) {
        System.err.println("bench: " + line);
    }
}

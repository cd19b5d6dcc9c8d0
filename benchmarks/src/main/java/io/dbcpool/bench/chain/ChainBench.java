package io.dbcpool.bench.chain;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.MeasuredBench;
import io.dbcpool.bench.Table;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./pool bench chain}: the chain-bridge and the rental-watcher as they run, a real broker, development chains.
 */
@Command(
        name = "chain",
        description = {
            "How soon a rental in a block is in Kafka, and the owner's domain stopped, beside the same watch by polkadot-js;",
            "and how many blocks a second the bridge keeps up with in a pool of many machines."
        },
        mixinStandardHelpOptions = true)
public final class ChainBench extends MeasuredBench {

    /** Scenes that can be played alone. */
    enum Scene {
        LATENCY,
        SCALE
    }

    @Option(names = "--only", split = ",", description = "of ${COMPLETION-CANDIDATES}; all without it")
    private List<Scene> only = List.of(Scene.values());

    @Option(names = "--rentals", defaultValue = "200", description = "that are counted (${DEFAULT-VALUE})")
    private int rentals;

    @Option(names = "--warm-up", defaultValue = "40", description = "rentals uncounted before them (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--watched", defaultValue = "4", description = "machines, rented in turn (${DEFAULT-VALUE})")
    private int watched;

    @Option(
            names = "--machines",
            split = ",",
            defaultValue = "10,1000,10000",
            description = "in a pool, one after the other (${DEFAULT-VALUE})")
    private List<Integer> machines = List.of();

    @Option(names = "--blocks", defaultValue = "10", description = "at once, to be kept up with (${DEFAULT-VALUE})")
    private int blocks;

    @Override
    protected List<Table> measure() throws CannotReachException, IOException {
        var tables = new ArrayList<Table>();
        try (var ground = Ground.open(Installation.find())) {
            for (Scene scene : only) {
                tables.add(
                        switch (scene) {
                            case LATENCY -> new LatencyScene(ground, watched, warmUp, rentals).play();
                            case SCALE -> ScaleScene.play(ground, machines, blocks);
                        });
            }
        }
        return tables;
    }

    /** That nobody else has: what one service tells of a machine by Kafka another would hear as well. */
    static List<MachineId> some(int count) {
        long ours = ThreadLocalRandom.current().nextLong();
        return IntStream.range(0, count)
                .mapToObj(number -> new MachineId("%016x%048x".formatted(ours, number)))
                .toList();
    }
}

package io.dbcpool.bench.chain;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.ProcessFigures;
import io.dbcpool.bench.RunningService;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.TextTable;
import io.dbcpool.bench.Waiting;
import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** As many blocks as the bridge keeps up with, and what it asks of a node for each, by how many machines it watches. */
final class ScaleScene {

    private static final List<String> HEAD = List.of(
            "machines",
            "blocks",
            "blocks/s",
            "requests/block",
            "a block's worth ms",
            "of it the bridge's processor ms",
            "resident MiB",
            "requests/min without a block");

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration STILL = Duration.ofSeconds(12);
    private static final int ROUNDS = 3;
    private static final int FINALITY_BLOCKS = 2;

    /** Mainnet's pace. */
    private static final double BLOCK_MILLIS = 6_000;

    /** Five values of each machine, in questions of at least 500 of them, and a few about the block itself. */
    private static final double REQUESTS_PER_MACHINE = 1 / 100.0;

    private static final double REQUESTS_PER_BLOCK = 12;

    /** A node's health is asked for every 6 s. */
    private static final double MOST_REQUESTS_A_MINUTE = 12;

    private final Ground ground;
    private final int blocks;

    /** @param blocks how many come at once */
    ScaleScene(Ground ground, int blocks) {
        this.ground = ground;
        this.blocks = blocks;
    }

    /** What one size of a pool costs. */
    record Found(
            int machines,
            int blocks,
            double blockMillis,
            double requestsPerBlock,
            double processorMillis,
            long residentMebibytes,
            double requestsPerStillMinute) {

        private List<String> row() {
            return List.of(
                    "%,d".formatted(machines),
                    Integer.toString(blocks),
                    TextTable.millis(1_000 / blockMillis),
                    TextTable.millis(requestsPerBlock),
                    TextTable.millis(blockMillis),
                    TextTable.millis(processorMillis),
                    Long.toString(residentMebibytes),
                    TextTable.millis(requestsPerStillMinute));
        }

        private List<Table.Aim> aims() {
            return List.of(
                    new Table.Aim(
                            "%,d machines: a block's worth in less than half of the 6 s between blocks"
                                    .formatted(machines),
                            blockMillis < BLOCK_MILLIS / 2),
                    new Table.Aim(
                            "%,d machines: up to %.0f requests a block".formatted(machines, mostRequests()),
                            requestsPerBlock <= mostRequests()),
                    new Table.Aim(
                            "%,d machines: nothing but a node's health asked for while no block comes"
                                    .formatted(machines),
                            requestsPerStillMinute <= MOST_REQUESTS_A_MINUTE));
        }

        double mostRequests() {
            return REQUESTS_PER_BLOCK + machines * REQUESTS_PER_MACHINE;
        }
    }

    static Table play(Ground ground, List<Integer> sizes, int blocks) {
        var scene = new ScaleScene(ground, blocks);
        List<Found> found = sizes.stream().map(scene::play).toList();
        return new Table(
                "The chain-bridge by the size of its pool, median of %d rounds".formatted(ROUNDS),
                HEAD,
                found.stream().map(Found::row).toList(),
                found.stream().flatMap(one -> one.aims().stream()).toList());
    }

    Found play(int size) {
        List<MachineId> machines = ChainBench.some(size);
        System.err.printf("bench: %,d machines%n", size);
        try (var chain = DevelopmentChain.start(ChainSettings.onCommand())) {
            chain.bringOnline(machines);
            chain.finalizeAll();
            var bridge = BridgeWitness.start(ground, chain.endpoint(), machines);
            try {
                round(chain, bridge);
                List<Double> millis = new ArrayList<>();
                long asked = chain.node().requests();
                double usedBefore = ProcessFigures.processorSeconds(bridge.pid());
                for (int i = 0; i < ROUNDS; i++) {
                    millis.add(round(chain, bridge));
                }
                awaitSilence(chain);
                double used = ProcessFigures.processorSeconds(bridge.pid()) - usedBefore;
                int all = ROUNDS * blocks;
                double perBlock = (double) (chain.node().requests() - asked) / all;
                double median =
                        millis.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
                return new Found(
                        size,
                        all,
                        median / blocks,
                        perBlock,
                        used * 1_000 / all,
                        ProcessFigures.residentMebibytes(bridge.pid()),
                        requestsPerStillMinute(chain));
            } finally {
                ground.drop(bridge);
            }
        }
    }

    /** @return how many milliseconds it took until the last of some blocks was told */
    private double round(DevelopmentChain chain, RunningService bridge) {
        long begun = System.nanoTime();
        for (int i = 0; i < blocks; i++) {
            chain.buildBlock();
            chain.finalizeUpTo(chain.best().number() - FINALITY_BLOCKS);
        }
        long last = chain.best().number();
        Waiting.until(
                "block " + last + " to be told",
                LIMIT,
                Duration.ofMillis(5),
                () -> ChainView.of(bridge).best() >= last);
        return (System.nanoTime() - begun) / 1e6;
    }

    /** The machines' state is read beside the rentals, and may be read still when those are told. */
    private static void awaitSilence(DevelopmentChain chain) {
        var last = new long[] {-1};
        Waiting.until("nothing to be asked for any more", LIMIT, Duration.ofSeconds(1), () -> {
            long before = last[0];
            last[0] = chain.node().requests();
            return last[0] == before;
        });
    }

    private static double requestsPerStillMinute(DevelopmentChain chain) {
        long before = chain.node().requests();
        Waiting.untilNanos(System.nanoTime() + STILL.toNanos());
        return (chain.node().requests() - before) * 60.0 / STILL.toSeconds();
    }
}

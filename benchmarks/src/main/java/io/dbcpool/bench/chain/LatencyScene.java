package io.dbcpool.bench.chain;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Kept;
import io.dbcpool.bench.Latencies;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One rental after the other, each in a block of its own, for each of the contestants in turn. */
final class LatencyScene {

    private static final List<String> HEAD =
            List.of("from a head received to", "rentals", "p50 ms", "p99 ms", "max ms", "p50, times polkadot-js's");

    /** Of a deadline of 10 s, with room for a guest that has to be asked. */
    private static final double MOST_MILLIS = 250;

    /** polkadot-js writes a line, where ours have a broker or a hypervisor do something. */
    static final double MOST_TIMES = 2;

    private final Ground ground;
    private final int watched;
    private final int warmUp;
    private final int rentals;

    /**
     * @param watched how many machines each contestant watches
     * @param warmUp how many rentals go uncounted before the others
     */
    LatencyScene(Ground ground, int watched, int warmUp, int rentals) {
        this.ground = ground;
        this.watched = watched;
        this.warmUp = warmUp;
        this.rentals = rentals;
    }

    private record Found(String name, Latencies latencies) {}

    Table play() {
        List<Found> found = measure();
        Latencies theirs = found.get(found.size() - 1).latencies();
        List<Table.Aim> aims = new ArrayList<>();
        for (Found ours : found.subList(0, found.size() - 1)) {
            double p99 = ours.latencies().percentileMillis(99);
            aims.add(new Table.Aim(
                    "%s: p99 %s ms, wanted up to %.0f".formatted(ours.name(), TextTable.millis(p99), MOST_MILLIS),
                    p99 <= MOST_MILLIS));
            double times = ours.latencies().ratioTo(theirs, 50);
            aims.add(new Table.Aim(
                    String.format(
                            Locale.ROOT,
                            "%s: p50 %.2f times polkadot-js's, wanted up to %.0f",
                            ours.name(),
                            times,
                            MOST_TIMES),
                    times <= MOST_TIMES));
        }
        return new Table(
                "A rental in a best block, %d machines watched, to what each does about it".formatted(watched),
                HEAD,
                found.stream().map(one -> row(one, theirs)).toList(),
                aims);
    }

    private List<Found> measure() {
        try (var kept = new Kept()) {
            var contestants = List.of(
                    new Contestant(kept, ground, watched, BridgeWitness::new),
                    new Contestant(kept, ground, watched, WatcherWitness::new),
                    new Contestant(kept, ground, watched, PolkadotJsWitness::new));
            System.err.printf("bench: %d rentals for each of %d%n", warmUp + rentals, contestants.size());
            for (int i = 0; i < warmUp + rentals; i++) {
                contestants.forEach(Contestant::rentNext);
            }
            return contestants.stream()
                    .map(contestant -> new Found(contestant.name(), contestant.latenciesAfter(warmUp)))
                    .toList();
        }
    }

    private static List<String> row(Found found, Latencies theirs) {
        Latencies latencies = found.latencies();
        return List.of(
                found.name(),
                Integer.toString(latencies.rounds()),
                TextTable.millis(latencies.percentileMillis(50)),
                TextTable.millis(latencies.percentileMillis(99)),
                TextTable.millis(latencies.maxMillis()),
                String.format(Locale.ROOT, "%.2f", latencies.ratioTo(theirs, 50)));
    }
}

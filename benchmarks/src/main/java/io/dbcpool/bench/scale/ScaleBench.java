package io.dbcpool.bench.scale;

import io.dbcpool.bench.MeasuredBench;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.TextTable;
import io.dbcpool.bench.scale.LinkFailures.Assumed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pool bench scale}: the same numbers for the same seed, in a second, and nothing is started. */
@Command(
        name = "scale",
        description = "Simulates a pool past one machine, from what the other benches measured.",
        mixinStandardHelpOptions = true)
public final class ScaleBench extends MeasuredBench {

    private static final double DEADLINE_MILLIS = 10_000;
    private static final double SOFT_MILLIS = 5_000;
    private static final List<Integer> GUARDED = List.of(1, 10, 100, 1_000, 10_000, 100_000);

    @Option(names = "--seed", defaultValue = "20261128", description = "${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--machines", defaultValue = "100000", description = "of the pool (${DEFAULT-VALUE})")
    private int machines;

    @Option(names = "--centres", defaultValue = "50", description = "data centres (${DEFAULT-VALUE})")
    private int centres;

    @Option(names = "--decide", defaultValue = "0.2", description = "ms of the guard's thread (${DEFAULT-VALUE})")
    private double decideMillis;

    @Option(names = "--settle", defaultValue = "0.5", description = "ms of the guard's thread (${DEFAULT-VALUE})")
    private double settleMillis;

    @Option(names = "--records", defaultValue = "10.5", description = "in Kafka of a vacate (${DEFAULT-VALUE})")
    private double records;

    @Option(names = "--record-bytes", defaultValue = "900", description = "of each (${DEFAULT-VALUE})")
    private int recordBytes;

    @Option(names = "--records-a-second", defaultValue = "5000", description = "a partition takes (${DEFAULT-VALUE})")
    private double recordsASecond;

    @Override
    protected List<Table> measure() {
        var costs = new Costs(decideMillis, settleMillis, records, recordBytes);
        return List.of(blocks(costs), kafka(costs), links(costs));
    }

    private Table blocks(Costs costs) {
        var rows = new ArrayList<List<String>>();
        for (int guarded : GUARDED) {
            double[] releases = new OneBlock(costs, seed, SOFT_MILLIS).releases(guarded);
            int late = 0;
            for (double released : releases) {
                late += released > DEADLINE_MILLIS ? 1 : 0;
            }
            rows.add(List.of(
                    Integer.toString(guarded),
                    Integer.toString((machines + guarded - 1) / guarded),
                    TextTable.millis(releases[guarded / 2]),
                    TextTable.millis(releases[guarded - 1]),
                    String.format(Locale.ROOT, "%.1f", 100.0 * late / guarded)));
        }
        return new Table(
                "%d machines rented in one block, by how many of them one watcher guards".formatted(machines),
                List.of("a watcher guards", "watchers", "released p50 ms", "last released ms", "late %"),
                rows,
                List.of());
    }

    /** @return what a block in which so many machines are rented puts on the brokers */
    private Table kafka(Costs costs) {
        var rows = new ArrayList<List<String>>();
        for (double share : List.of(0.001, 0.01, 0.1, 1.0)) {
            double all = machines * share * costs.recordsOfVacate();
            // From the first step to the last receipt.
            double rate = all / (DEADLINE_MILLIS / 1e3);
            rows.add(List.of(
                    String.format(Locale.ROOT, "%.0f", machines * share),
                    String.format(Locale.ROOT, "%.0f", all),
                    String.format(Locale.ROOT, "%.1f", all * costs.recordBytes() / (1 << 20)),
                    String.format(Locale.ROOT, "%.0f", rate),
                    String.format(Locale.ROOT, "%.0f", Math.ceil(rate / recordsASecond)),
                    String.format(Locale.ROOT, "%.1f", all / recordsASecond / 3)));
        }
        return new Table(
                "dbc.vacates after one block",
                List.of(
                        "rented",
                        "records",
                        "MiB",
                        "a second, in ten",
                        "partitions that keep up",
                        "s behind with three"),
                rows,
                List.of());
    }

    private Table links(Costs costs) {
        var rows = new ArrayList<List<String>>();
        int each = machines / centres;
        for (double hours : List.of(0.1, 1.0, 8.0)) {
            int failures = 0;
            long rentals = 0;
            long during = 0;
            double longest = 0;
            long outbox = 0;
            double behind = 0;
            for (int centre = 0; centre < centres; centre++) {
                var year = new LinkFailures(costs, recordsASecond)
                        .simulate(new Assumed(each, 1, 12, hours), seed + centre);
                failures += year.failures();
                rentals += year.rentals();
                during += year.duringFailure();
                longest = Math.max(longest, year.longestHours());
                outbox = Math.max(outbox, year.largestOutbox());
                behind = Math.max(behind, year.behindSeconds());
            }
            rows.add(List.of(
                    String.format(Locale.ROOT, "%.1f", hours),
                    Integer.toString(failures),
                    Long.toString(rentals),
                    Long.toString(during),
                    String.format(Locale.ROOT, "%.2f", 100.0 * during / rentals),
                    String.format(Locale.ROOT, "%.1f", longest),
                    Long.toString(outbox),
                    String.format(Locale.ROOT, "%.1f", behind)));
        }
        return new Table(
                "A year of %d data centres of %d machines, each rented once a day, a link that fails once a month"
                        .formatted(centres, each),
                List.of(
                        "mean h of a failure",
                        "failures",
                        "rentals",
                        "while the link was down",
                        "%",
                        "longest h",
                        "largest outbox",
                        "s behind then"),
                rows,
                List.of());
    }
}

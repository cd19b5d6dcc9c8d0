package io.dbcpool.bench.kafka;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Latencies;
import io.dbcpool.bench.MeasuredBench;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.TextTable;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.pool.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pool bench kafka}: one broker and three, in the same run. */
@Command(
        name = "kafka",
        description = "From a service's outbox to another's follower, on one broker and on three.",
        mixinStandardHelpOptions = true)
public final class KafkaBench extends MeasuredBench {

    private static final List<Integer> BROKERS = List.of(1, 3);

    private static final double P50_MILLIS = 10;
    private static final double P99_MILLIS = 50;

    @Option(names = "--records", defaultValue = "2000", description = "one by one (${DEFAULT-VALUE})")
    private int records;

    @Option(names = "--rate", defaultValue = "100", description = "of these a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--warm-up", defaultValue = "1000", description = "uncounted before them (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--burst", defaultValue = "20000", description = "records without a pause (${DEFAULT-VALUE})")
    private int burst;

    @Option(names = "--bursts", defaultValue = "3", description = "of which each is shown (${DEFAULT-VALUE})")
    private int bursts;

    @Override
    protected List<Table> measure() throws CannotReachException, IOException {
        var latency = new ArrayList<List<String>>();
        var throughput = new ArrayList<List<String>>();
        var aims = new ArrayList<Table.Aim>();
        try (var ground = Ground.open(Installation.find())) {
            for (int brokers : BROKERS) {
                System.err.printf("bench: %d broker%s%n", brokers, brokers == 1 ? "" : "s");
                try (var cluster = Cluster.start(ground, brokers);
                        var way = Way.open(cluster.bootstrapServers(), ground.makeFolder("outbox"))) {
                    way.latencies(warmUp, 10 * rate);
                    var took = way.latencies(records, rate);
                    latency.add(row(brokers, took));
                    aims.addAll(aims(brokers, took));
                    throughput.add(bursts(brokers, way));
                }
            }
        }
        return List.of(
                new Table(
                        "Told to read, %d records a second".formatted(rate),
                        List.of("brokers", "records", "p50 ms", "p90 ms", "p99 ms", "max ms"),
                        latency,
                        aims),
                new Table(
                        "%d records without a pause, one partition, told to read and acknowledged".formatted(burst),
                        List.of("brokers", "slowest /s", "median /s", "fastest /s"),
                        throughput,
                        List.of()));
    }

    private static List<String> row(int brokers, Latencies took) {
        return List.of(
                Integer.toString(brokers),
                Integer.toString(took.rounds()),
                TextTable.millis(took.percentileMillis(50)),
                TextTable.millis(took.percentileMillis(90)),
                TextTable.millis(took.percentileMillis(99)),
                TextTable.millis(took.maxMillis()));
    }

    private List<String> bursts(int brokers, Way way) {
        var rates = new ArrayList<Double>();
        for (int i = 0; i < bursts; i++) {
            rates.add(way.recordsASecond(burst));
        }
        rates.sort(Double::compare);
        return List.of(
                Integer.toString(brokers),
                whole(rates.get(0)),
                whole(rates.get((rates.size() - 1) / 2)),
                whole(rates.get(rates.size() - 1)));
    }

    private static String whole(double rate) {
        return String.format(Locale.ROOT, "%.0f", rate);
    }

    /** What the whole way from a broadcast to a stopped domain may take by way of Kafka. */
    private static List<Table.Aim> aims(int brokers, Latencies took) {
        return List.of(aim(brokers, took, 50, P50_MILLIS), aim(brokers, took, 99, P99_MILLIS));
    }

    private static Table.Aim aim(int brokers, Latencies took, double percent, double bound) {
        double found = took.percentileMillis(percent);
        return new Table.Aim(
                String.format(Locale.ROOT, "%d broker(s): p%.0f %.1f ms, wanted %.0f", brokers, percent, found, bound),
                found <= bound);
    }
}

package io.dbcpool.bench.footprint;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Latencies;
import io.dbcpool.bench.MeasuredBench;
import io.dbcpool.bench.PoolSetup;
import io.dbcpool.bench.ProcessFigures;
import io.dbcpool.bench.RunningService;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.TextTable;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.cli.pool.Service;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./pool bench footprint}: each service as {@code pool up} starts it, with a broker and libvirt's test driver.
 */
@Command(
        name = "footprint",
        description = "What each service's start takes, with its classes kept and without, and what it holds then.",
        mixinStandardHelpOptions = true)
public final class FootprintBench extends MeasuredBench {

    private static final double WATCHER_READY_MILLIS = 1_200;
    private static final long WATCHER_MEBIBYTES = 120;

    private static final List<String> HEAD =
            List.of("", "classes", "starts", "ready p50 ms", "max ms", "processor p50 s", "resident p50 MiB");

    @Option(names = "--starts", defaultValue = "5", description = "of each (${DEFAULT-VALUE})")
    private int starts;

    /** What the starts of one service came to, in the order in which they were. */
    private record Starts(List<Long> readyNanos, List<Long> processorMillis, List<Long> residentMebibytes) {

        Starts() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        double readyMillis(double percent) {
            return new Latencies(readyNanos).percentileMillis(percent);
        }

        long resident() {
            return median(residentMebibytes);
        }

        private static long median(List<Long> values) {
            return values.stream().sorted().toList().get((values.size() - 1) / 2);
        }

        List<String> row(Service service, String classes) {
            return List.of(
                    service.serviceName(),
                    classes,
                    Integer.toString(readyNanos.size()),
                    TextTable.millis(readyMillis(50)),
                    TextTable.millis(readyMillis(100)),
                    String.format(Locale.ROOT, "%.2f", median(processorMillis) / 1e3),
                    Long.toString(resident()));
        }
    }

    @Override
    protected List<Table> measure() throws CannotReachException, IOException {
        var rows = new ArrayList<List<String>>();
        var aims = new ArrayList<Table.Aim>();
        try (var ground = Ground.open(Installation.find())) {
            String yaml = PoolSetup.of(URI.create("test:///default"), "test", Duration.ofSeconds(5))
                    .yaml(ground.bootstrapServers());
            for (Service service : Service.values()) {
                System.err.println("bench: " + service.serviceName());
                var kept = new Starts();
                var read = new Starts();
                for (int start = 0; start < starts; start++) {
                    start(ground, service, yaml, option -> true, kept);
                    start(ground, service, yaml, option -> !option.startsWith("-XX:SharedArchiveFile"), read);
                }
                rows.add(kept.row(service, "kept"));
                rows.add(read.row(service, "from jars"));
                if (service == Service.RENTAL_WATCHER) {
                    aims.addAll(aims(kept));
                }
            }
        }
        return List.of(new Table("Start of a process to its readiness", HEAD, rows, aims));
    }

    private static void start(Ground ground, Service service, String yaml, Predicate<String> options, Starts measured) {
        long begun = System.nanoTime();
        var running = RunningService.start(ground, ground.installation(), service, yaml, options);
        measured.readyNanos().add(System.nanoTime() - begun);
        measured.processorMillis().add(Math.round(ProcessFigures.processorSeconds(running.pid()) * 1e3));
        measured.residentMebibytes().add(ProcessFigures.residentMebibytes(running.pid()));
        ground.drop(running);
    }

    private static List<Table.Aim> aims(Starts watcher) {
        double ready = watcher.readyMillis(50);
        return List.of(
                new Table.Aim(
                        String.format(
                                Locale.ROOT, "watcher ready in %.0f ms, wanted %.0f", ready, WATCHER_READY_MILLIS),
                        ready <= WATCHER_READY_MILLIS),
                new Table.Aim(
                        "watcher holds %d MiB, wanted %d".formatted(watcher.resident(), WATCHER_MEBIBYTES),
                        watcher.resident() <= WATCHER_MEBIBYTES));
    }
}

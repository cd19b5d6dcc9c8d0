package io.dbcpool.bench.poolsize;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.MeasuredBench;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.TextTable;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.TestDriverDomain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pool bench pool-size}: what one watcher needs for a pool that is rented in one block. */
@Command(
        name = "pool-size",
        description = "A whole pool rented in one block: time to the last release, processor, memory, Kafka records.",
        mixinStandardHelpOptions = true)
public final class PoolSizeBench extends MeasuredBench {

    private static final double RELEASED_MILLIS = 10_000;

    /** Cost is linear if a machine of a larger pool costs at most so many times one of a smaller. */
    static final double LINEAR = 1.5;

    private static final List<String> HEAD = List.of(
            "machines",
            "runs",
            "last off ms",
            "released p50 ms",
            "last released ms",
            "late",
            "unwritten acts",
            "all in Kafka ms",
            "records",
            "processor s",
            "to the release s",
            "ms a machine",
            "idle %",
            "resident MiB",
            "threads");

    @Option(names = "--sizes", split = ",", defaultValue = "10,100,1000,10000", description = "${DEFAULT-VALUE}")
    private List<Integer> sizes = List.of();

    @Option(names = "--runs", defaultValue = "1", description = "of each size, of which the median counts")
    private int runs;

    @Option(names = "--domains", defaultValue = "200", description = "of libvirt's test driver (${DEFAULT-VALUE})")
    private int domains;

    /** A host has one machine and a few domains: a watcher looks at all domains of each machine's host. */
    @Option(names = "--libvirtds", defaultValue = "20", description = "that have them (${DEFAULT-VALUE})")
    private int libvirtds;

    @Option(names = "--heap", defaultValue = "1g", description = "of the watcher's process (${DEFAULT-VALUE})")
    private String heap = "";

    @Option(names = "--jfr", description = "a folder for a recording of each run")
    private @Nullable Path jfr;

    @Override
    protected List<Table> measure() throws CannotReachException, IOException {
        var tables = new ArrayList<Table>();
        try (var ground = Ground.open(Installation.find())) {
            for (Duration soft : List.of(Duration.ofSeconds(5), Duration.ZERO)) {
                tables.add(scripted(ground, soft));
            }
            if (domains > 0) {
                tables.add(testDriver(ground));
            }
        }
        return tables;
    }

    private Table scripted(Ground ground, Duration soft) throws IOException {
        var rows = new ArrayList<List<String>>();
        var aims = new ArrayList<Table.Aim>();
        Optional<Rented> smaller = Optional.empty();
        for (int size : sizes) {
            var found = new ArrayList<Rented>();
            for (int run = 0; run < runs; run++) {
                System.err.printf("bench: %d machines, soft %s%n", size, soft);
                found.add(recorded(PoolRun.scripted(ground, size, soft)).run());
            }
            var rented = median(found);
            rows.add(row(rented, runs));
            if (rented.machines() == sizes.get(sizes.size() - 1)) {
                aims.addAll(aims(rented, smaller));
            }
            smaller = Optional.of(rented);
        }
        return new Table("Scripted hypervisors, soft phase %d s".formatted(soft.toSeconds()), HEAD, rows, aims);
    }

    private Table testDriver(Ground ground) throws IOException {
        System.err.printf("bench: %d domains of libvirt's test driver on %d libvirtd%n", domains, libvirtds);
        var hosts = new ArrayList<URI>();
        for (int i = 0; i < libvirtds; i++) {
            hosts.add(ground.keep(LoopbackLibvirtd.start(ground.makeFolder("libvirtd")))
                    .testUri());
        }
        IntFunction<URI> host = machine -> hosts.get(machine % hosts.size());
        var kept = new ArrayList<TestDriverDomain>();
        try {
            for (int i = 0; i < domains; i++) {
                kept.add(TestDriverDomain.start(
                        host.apply(i), DomainShape.named(PoolRun.domain(i)).withPersistence()));
            }
            var rented = recorded(PoolRun.testDriver(ground, domains, host)).run();
            return new Table(
                    "libvirt's test driver, %d libvirtd, soft phase 0 s".formatted(libvirtds),
                    HEAD,
                    List.of(row(rented, 1)),
                    aims(rented, Optional.empty()));
        } finally {
            kept.forEach(TestDriverDomain::close);
        }
    }

    private PoolRun recorded(PoolRun run) {
        var withHeap = run.withHeap(heap);
        return jfr == null ? withHeap : withHeap.recordingTo(jfr);
    }

    private static Rented median(List<Rented> found) {
        return found.stream()
                .sorted(Comparator.comparingDouble(Rented::processorSeconds))
                .toList()
                .get((found.size() - 1) / 2);
    }

    private static List<String> row(Rented rented, int runs) {
        return List.of(
                Integer.toString(rented.machines()),
                Integer.toString(runs),
                rented.offMillis() == 0 ? "-" : TextTable.millis(rented.offMillis()),
                TextTable.millis(rented.releasedP50Millis()),
                TextTable.millis(rented.releasedMaxMillis()),
                Integer.toString(rented.late()),
                Long.toString(rented.actedUnwritten()),
                TextTable.millis(rented.toldMillis()),
                Long.toString(rented.records()),
                String.format(Locale.ROOT, "%.2f", rented.processorSeconds()),
                String.format(Locale.ROOT, "%.2f", rented.processorAtRelease()),
                String.format(Locale.ROOT, "%.2f", rented.processorMillisEach()),
                String.format(Locale.ROOT, "%.1f", rented.idleProcessorPercent()),
                Long.toString(rented.residentMebibytes()),
                Integer.toString(rented.threads()));
    }

    private static List<Table.Aim> aims(Rented rented, Optional<Rented> smaller) {
        var aims = new ArrayList<Table.Aim>();
        aims.add(new Table.Aim(
                String.format(
                        Locale.ROOT,
                        "the last of %d released after %.0f ms, %d late, wanted within %.0f",
                        rented.machines(),
                        rented.releasedMaxMillis(),
                        rented.late(),
                        RELEASED_MILLIS),
                rented.releasedMaxMillis() <= RELEASED_MILLIS && rented.late() == 0));
        aims.add(new Table.Aim(
                "%d acts before what precedes them was written, wanted 0".formatted(rented.actedUnwritten()),
                rented.actedUnwritten() == 0));
        smaller.ifPresent(less -> aims.add(new Table.Aim(
                String.format(
                        Locale.ROOT,
                        "a machine of %d costs %.2f times one of %d, wanted at most %.1f",
                        rented.machines(),
                        rented.processorMillisEach() / less.processorMillisEach(),
                        less.machines(),
                        LINEAR),
                rented.processorMillisEach() <= LINEAR * less.processorMillisEach())));
        return aims;
    }
}

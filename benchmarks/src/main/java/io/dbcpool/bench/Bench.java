package io.dbcpool.bench;

import static java.lang.System.out;

import io.dbcpool.bench.broadcast.BroadcastBench;
import io.dbcpool.bench.build.BuildBench;
import io.dbcpool.bench.chain.ChainBench;
import io.dbcpool.bench.footprint.FootprintBench;
import io.dbcpool.bench.kafka.KafkaBench;
import io.dbcpool.bench.poolsize.PoolSizeBench;
import io.dbcpool.bench.scale.ScaleBench;
import io.dbcpool.bench.soak.SoakBench;
import io.dbcpool.bench.substrate.SubstrateBench;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.parts.libvirt.PartsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** {@code ./pool bench}: the measurements. */
@Command(
        name = "bench",
        description = "Measures the pool on this machine, compared with something else in the same run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Bench.Vacate.class,
            SubstrateBench.class,
            BroadcastBench.class,
            ChainBench.class,
            FootprintBench.class,
            KafkaBench.class,
            PoolSizeBench.class,
            ScaleBench.class,
            SoakBench.class,
            BuildBench.class,
            DrawBench.class,
            HelpCommand.class
        })
public final class Bench {

    private Bench() {}

    public static void main(String[] args) {
        // A broker that is away on purpose is no news. Read when the first logger is made.
        System.setProperty("org.slf4j.simpleLogger.log.org.apache.kafka", "error");
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Bench::onFailure)
                .execute(args));
    }

    @Command(
            name = "vacate",
            description = "From the broadcast to the domain that is off. Exit code 0 only if every aim was met.",
            mixinStandardHelpOptions = true)
    static final class Vacate implements Callable<Integer> {

        @Option(names = "--rounds", defaultValue = "200", description = "on the test driver (${DEFAULT-VALUE})")
        private int rounds;

        @Option(names = "--warm-up", defaultValue = "20", description = "uncounted before them (${DEFAULT-VALUE})")
        private int warmUp;

        @Option(names = "--cold-starts", defaultValue = "5", description = "of each process (${DEFAULT-VALUE})")
        private int coldStarts;

        @Option(names = "--qemu-rounds", defaultValue = "20", description = "with a real QEMU (${DEFAULT-VALUE})")
        private int qemuRounds;

        @Option(
                names = "--frozen-rounds",
                defaultValue = "5",
                description = "with one under SIGSTOP (${DEFAULT-VALUE})")
        private int frozenRounds;

        @Option(names = "--against", description = "another clone, built, whose watcher is measured as well")
        private @Nullable Path against;

        @Option(names = "--json", description = "the figures as JSON, with every round")
        private boolean json;

        @Override
        public Integer call() throws CannotReachException, IOException {
            var before = Host.read();
            var plan = new VacateBench.Plan(
                    rounds,
                    warmUp,
                    coldStarts,
                    qemuRounds,
                    frozenRounds,
                    Optional.ofNullable(against).map(Vacate::installationIn));
            try (var ground = Ground.open(Installation.find())) {
                var comparisons = new VacateBench(ground, plan, line -> System.err.println("bench: " + line)).run();
                var report = new Report(before, Host.loadAveragesNow(), comparisons);
                out.println(json ? report.json() : report.text());
                return report.meetsItsAims() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
            }
        }

        private static Installation installationIn(Path home) {
            return new Installation(
                    home.toAbsolutePath().normalize(), Path.of(System.getProperty("java.home"), "bin", "java"));
        }
    }

    /** What an operator can mend is told in a line; only what we did not foresee shows a stack trace. */
    private static int onFailure(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof CannotReachException || failure instanceof PartsException) {
            commandLine.getErr().println("bench: " + failure.getMessage());
            return ExitCode.CANNOT_REACH;
        }
        if (failure instanceof BenchException) {
            commandLine.getErr().println("bench: " + failure.getMessage());
            return ExitCode.SOMETHING_IS_WRONG;
        }
        throw failure;
    }
}

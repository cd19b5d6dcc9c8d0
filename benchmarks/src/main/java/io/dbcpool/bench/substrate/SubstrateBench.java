package io.dbcpool.bench.substrate;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.substrate.crypto.KeyScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pool bench substrate}: each operation here, then at once there, so that both meet the machine as it is. */
@Command(
        name = "substrate",
        description = "The Substrate client beside polkadot-js. Exit code 0 only if every aim was met.",
        mixinStandardHelpOptions = true)
public final class SubstrateBench implements Callable<Integer> {

    private static final Path RECORDED = Path.of("libraries/substrate-client/src/test/resources/vectors");
    private static final int WARM_UP_SECONDS = 2;
    private static final int SECONDS = 5;

    @Option(names = "--json", description = "the figures as JSON")
    private boolean json;

    @Option(names = "--only", description = "only this operation, a method of SubstrateOperations, or coldStart")
    private String only = "";

    @Option(names = "--cold-starts", defaultValue = "5", description = "of each program (${DEFAULT-VALUE})")
    private int coldStarts;

    @Option(
            names = "--interop",
            description = "measures nothing, but has each side check what the other has signed. Exit code 0 only if "
                    + "every signature is taken, and none with a bit changed")
    private boolean interop;

    @Option(names = "--messages", defaultValue = "10000", description = "for --interop (${DEFAULT-VALUE})")
    private int messages;

    @Option(names = "--seed", description = "of the messages and keys of --interop; else by chance, and printed")
    private long seed = new SecureRandom().nextInt(Integer.MAX_VALUE);

    @Override
    public Integer call() throws CannotReachException, IOException {
        Path home = Path.of(System.getenv().getOrDefault("DBCPOOL_HOME", ".")).toAbsolutePath();
        Path metadata = home.resolve(RECORDED).resolve("metadata-v14.scale");
        Path vectors = home.resolve(RECORDED).resolve("chain-vectors.json");
        PolkadotJs polkadotJs =
                new PolkadotJs(home.resolve("benchmarks/src/main/polkadot-js"), home.resolve("state/polkadot-js"));
        if (interop) {
            return interop(polkadotJs);
        }
        Path documented = Files.createTempFile("metadata", ".scale");
        try {
            polkadotJs.prepare(metadata, documented);
            List<Figure> figures = new ArrayList<>();
            for (Operation operation : Operation.values()) {
                if (only.isEmpty() || only.equals(operation.method())) {
                    System.err.println("bench: " + operation.title());
                    List<Double> ours = measure(operation, documented, metadata, vectors);
                    List<Double> theirs = polkadotJs.measure(
                            operation.method(), operation == Operation.METADATA ? documented : metadata, vectors);
                    figures.add(new Figure(operation, mean(ours), spread(ours), mean(theirs), spread(theirs)));
                }
            }
            Optional<ColdStart> coldStart = Optional.empty();
            if ((only.isEmpty() || only.equals("coldStart")) && coldStarts > 0) {
                System.err.println("bench: cold start");
                coldStart = Optional.of(ColdStart.measure(coldStarts, polkadotJs));
            }
            SubstrateReport report = new SubstrateReport(figures, coldStart, loadAverages());
            System.out.println(json ? report.json() : report.text());
            return report.meetsItsAims() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
        } finally {
            Files.delete(documented);
        }
    }

    private int interop(PolkadotJs polkadotJs) throws CannotReachException, IOException {
        boolean whole = true;
        for (KeyScheme scheme : KeyScheme.values()) {
            Interop tally = Interop.run(scheme, messages, seed, polkadotJs);
            System.out.println(tally.text());
            whole &= tally.isWhole();
        }
        return whole ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    private static List<Double> measure(Operation operation, Path documented, Path metadata, Path vectors) {
        Options options = new OptionsBuilder()
                .include(SubstrateOperations.class.getName() + "\\." + operation.method() + "$")
                .param("documentedMetadata", documented.toString())
                .param("metadataFile", metadata.toString())
                .param("vectorsFile", vectors.toString())
                .forks(1)
                .jvmArgs(ServiceJvm.OF_AN_IMAGE.toArray(String[]::new))
                .warmupIterations(WARM_UP_SECONDS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(SECONDS)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(CpuTime.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            Collection<RunResult> results = new Runner(options).run();
            return results.iterator().next().getBenchmarkResults().stream()
                    .flatMap(result -> result.getIterationResults().stream())
                    .map(result -> result.getSecondaryResults().get(CpuTime.LABEL))
                    .map(result -> result.getScore())
                    .toList();
        } catch (RunnerException failure) {
            throw new IllegalStateException("could not measure " + operation.method(), failure);
        }
    }

    private static double mean(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double spread(List<Double> seconds) {
        var statistics = seconds.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return (statistics.getMax() - statistics.getMin()) / 2;
    }

    private static String loadAverages() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.isReadable(file) ? Files.readString(file).strip() : "unknown";
    }
}

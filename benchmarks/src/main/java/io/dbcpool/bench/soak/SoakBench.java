package io.dbcpool.bench.soak;

import io.dbcpool.bench.MeasuredBench;
import io.dbcpool.bench.Table;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.pool.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pool bench soak}: the whole pool on real libvirtds, rented at random, while faults come. */
@Command(
        name = "soak",
        description =
                "The whole pool for a long time: random rentals and faults, and whether anything is missed or grows.",
        mixinStandardHelpOptions = true)
public final class SoakBench extends MeasuredBench {

    private static final int SEEDS = 1_000_000;

    @Option(names = "--minutes", defaultValue = "30", description = "of this run (${DEFAULT-VALUE})")
    private double minutes;

    @Option(names = "--machines", defaultValue = "50", description = "each with a domain (${DEFAULT-VALUE})")
    private int machines;

    @Option(names = "--libvirtds", defaultValue = "10", description = "on which they are (${DEFAULT-VALUE})")
    private int libvirtds;

    @Option(names = "--seed", description = "of rentals and faults (any)")
    private @Nullable Long seed;

    @Option(
            names = "--folder",
            description = "where it keeps its state; one that is there already goes on with its seed and machines")
    private @Nullable Path folder;

    @Option(
            names = "--picture",
            arity = "0..1",
            fallbackValue = "docs/pictures/soak.svg",
            description = "a file for a picture of it, in the clone (${FALLBACK-VALUE})")
    private @Nullable String picture;

    @Override
    protected List<Table> measure() throws CannotReachException, IOException, InterruptedException {
        var installation = Installation.find();
        Path kept = folder == null ? Files.createTempDirectory("dbcpool-soak") : folder;
        var beginning = new SoakFolder.Beginning(
                seed == null ? ThreadLocalRandom.current().nextInt(SEEDS) : seed, machines, libvirtds);
        try (var soak = Soak.in(new SoakFolder(kept), beginning, line -> System.err.println("bench: " + line))) {
            var found = soak.run(installation, Duration.ofMillis(Math.round(minutes * 60_000)));
            if (picture != null) {
                Path file = installation.home().resolve(picture);
                Files.createDirectories(file.resolveSibling(""));
                Files.writeString(file, SoakPicture.svg(found));
            }
            System.err.println("bench: it can be gone on with: --folder " + kept);
            return SoakTables.of(found);
        }
    }
}

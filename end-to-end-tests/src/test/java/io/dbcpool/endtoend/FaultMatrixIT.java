package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.endtoend.faults.Distribution;
import io.dbcpool.endtoend.faults.Fault;
import io.dbcpool.endtoend.faults.FaultMatrix;
import io.dbcpool.endtoend.faults.FaultMatrix.Plan;
import io.dbcpool.endtoend.faults.Measured;
import io.dbcpool.endtoend.faults.Results;
import io.dbcpool.endtoend.faults.WatcherBuild;
import io.dbcpool.endtoend.pool.PoolCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Real parts fail at each step of a vacate, without and with a flood of garbage, no domain is late, and what the topics
 * tell of it in the end breaks no invariant. Once each, or with {@code -Ddbcpool.long=true} so often that the times
 * mean something; then the results are kept in {@code state/faults}, and a run goes on where the one before it ended.
 * {@code -Ddbcpool.faults.minutes=30} ends a run early, {@code -Ddbcpool.faults.only=libvirtd} plays only what has that
 * in its name.
 */
class FaultMatrixIT {

    private static final boolean LONG = Boolean.getBoolean("dbcpool.long");
    private static final Plan PLAIN =
            LONG ? new Plan(20, 2, Integer.getInteger("dbcpool.faults.cells", 2)) : new Plan(1, 2, 2);

    /** One flood is all that two cores can make and take, so there is one cell, and more domains in it. */
    private static final Plan FLOODED = LONG ? new Plan(3, 8, 1) : new Plan(1, 4, 1);

    /** Without {@code --long}: a handful, some of each kind. */
    private static final List<String> IN_SHORT = List.of(
            "QEMU stopped before the word",
            "watcher killed at ask",
            "watcher killed at kill",
            "watcher killed at ask in the middle of a write",
            "watcher killed at ask and its journal damaged",
            "libvirtd restarted at ask",
            "libvirtd stopped at term",
            "libvirtd killed at kill",
            "broker killed before the word",
            "broker killed at released");

    private static final List<String> FLOODED_IN_SHORT =
            List.of("QEMU stopped before the word", "libvirtd killed at term");

    @TestFactory
    Stream<DynamicTest> noDomainIsLate() throws Exception {
        var folder = Path.of("target", "faults").toAbsolutePath();
        var kept = LONG
                ? PoolCommand.home().resolve("state/faults")
                : Files.createDirectories(folder.resolve("run-" + Instant.now().toEpochMilli()));
        var results = Results.open(kept.resolve("results.jsonl"), WatcherBuild.find());
        var limit = Duration.ofMinutes(Integer.getInteger("dbcpool.faults.minutes", 24 * 60));
        var matrix = new FaultMatrix(folder, results, limit, System.out::println);
        var faults = faults();

        matrix.play(faults.stream().filter(fault -> !fault.flooded()).toList(), PLAIN);
        matrix.play(faults.stream().filter(Fault::flooded).toList(), FLOODED);

        var figures = new ArrayList<>(List.of(Distribution.header()));
        faults.forEach(fault -> figures.add(results.distribution(fault).row()));
        Files.write(kept.resolve("figures.md"), figures);
        figures.forEach(line -> System.out.println("figures: " + line));
        return Stream.concat(
                faults.stream()
                        .map(fault -> DynamicTest.dynamicTest(fault.label(), () -> requireSound(results, fault))),
                Stream.of(DynamicTest.dynamicTest(
                        "what the topics hold",
                        () -> assertThat(matrix.unsoundHistories()).isEmpty())));
    }

    private static void requireSound(Results results, Fault fault) {
        var measured = results.of(fault);
        var wrong = measured.stream()
                .filter(one -> !one.isSound() && !one.isOfAnUnfitMachine())
                .map(Measured::toString)
                .toList();
        if (!wrong.isEmpty()) {
            fail(String.join("; ", wrong)); // on one line, because that is all that a build's summary keeps
        }
        int wanted = (fault.flooded() ? FLOODED : PLAIN).vacates();
        long fit = results.countFit(fault);
        assumeTrue(
                fit >= wanted,
                "played %d of %d, and %d on a machine that was not fit for it; run it again"
                        .formatted(fit, wanted, measured.size() - fit));
    }

    private static List<Fault> faults() {
        String only = System.getProperty("dbcpool.faults.only", "");
        return Fault.all().stream()
                .filter(fault -> fault.label().contains(only))
                .filter(fault -> LONG || (fault.flooded() ? FLOODED_IN_SHORT : IN_SHORT).contains(fault.name()))
                .toList();
    }
}

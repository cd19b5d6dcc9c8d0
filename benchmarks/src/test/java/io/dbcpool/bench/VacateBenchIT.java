package io.dbcpool.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.cli.pool.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * That the bench measures; what it measures is no matter of a test, because a machine that does other things as well
 * has other figures.
 */
class VacateBenchIT {

    private static final Path HOME = Path.of("..");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @Test
    void everyContestantStopsTheDomainInEveryRound() throws Exception {
        List<Comparison> found;
        try (var ground = Ground.open(new Installation(HOME.toAbsolutePath().normalize(), JAVA))) {
            found = new VacateBench(ground, new VacateBench.Plan(2, 0, 0, 1, 0, Optional.empty()), line -> {}).run();
        }

        assertThat(found).hasSize(3);
        assertThat(names(found.get(0)))
                .containsExactly("Python script", "rental-watcher", "listener, Kafka, rental-watcher");
        assertThat(names(found.get(1))).containsExactly("virsh destroy", "rental-watcher");
        assertThat(found)
                .allSatisfy(comparison -> assertThat(comparison.rows())
                        .allSatisfy(row -> assertThat(row.latencies().nanos()).allMatch(nanos -> nanos > 0)));
        assertThat(found.get(0).rows()).allMatch(row -> row.latencies().rounds() == 2);
    }

    private static List<String> names(Comparison comparison) {
        return comparison.rows().stream().map(Comparison.Row::name).toList();
    }
}

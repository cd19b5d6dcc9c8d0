package io.dbcpool.bench.poolsize;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.Ground;
import io.dbcpool.cli.pool.Installation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a machine costs when a whole pool is rented in one block does not grow with the pool. Processor time is compared
 * with processor time of the same minute, so that a machine that does other things as well may run it.
 */
@Timeout(300)
class PoolSizeBenchIT {

    private static final int FEW = 250;
    private static final int MANY = 2_000;

    @Test
    void aMachineOfManyCostsNoMoreThanOneOfFew() throws Exception {
        var home = Path.of("..").toAbsolutePath().normalize();
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        try (var ground = Ground.open(new Installation(home, java))) {
            var few = PoolRun.scripted(ground, FEW, Duration.ZERO).run();
            var many = PoolRun.scripted(ground, MANY, Duration.ZERO).run();

            assertThat(few.machines()).isEqualTo(FEW);
            assertThat(many.machines()).isEqualTo(MANY);
            assertThat(many.processorMillisEach())
                    .as("processor time of a machine of %d, beside one of %d: %s, %s", MANY, FEW, many, few)
                    .isLessThan(PoolSizeBench.LINEAR * few.processorMillisEach());
            assertThat(many.threads())
                    .as("threads of a watcher of %d machines", MANY)
                    .isLessThan(MANY);
            assertThat(many.records()).isGreaterThanOrEqualTo(5L * MANY);
        }
    }
}

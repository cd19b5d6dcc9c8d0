package io.dbcpool.watcher.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.watcher.vacate.Alarm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatcherMetricsTest {

    private static final List<String> LATENESS =
            List.of("dbcpool.vacate.near.misses", "dbcpool.vacate.breaches", "dbcpool.vacate.collaterals");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WatcherMetrics metrics = new WatcherMetrics(registry);

    @Test
    void everyCounterIsThereBeforeAnythingHappened() {
        assertThat(LATENESS).allMatch(name -> count(name) == 0);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
    @CsvSource({"NONE, 0, 0, 0", "NEAR_MISS, 1, 0, 0", "BREACH, 0, 1, 0", "COLLATERAL, 0, 0, 1", "GIVEN_UP, 0, 0, 0"})
    void eachAlarmIsCountedAsWhatItIs(Alarm alarm, double nearMisses, double breaches, double collaterals) {
        metrics.ranLate(alarm);

        assertThat(LATENESS.stream().map(this::count)).containsExactly(nearMisses, breaches, collaterals);
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }
}

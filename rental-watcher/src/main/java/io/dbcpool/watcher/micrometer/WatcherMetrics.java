package io.dbcpool.watcher.micrometer;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.watcher.guard.GuardMeters;
import io.dbcpool.watcher.vacate.Alarm;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts vacates. All counters are there from the start: a rule on one that does not exist never fires. */
@Singleton
public class WatcherMetrics implements GuardMeters {

    private final Map<Outcome, Counter> vacates = new EnumMap<>(Outcome.class);
    private final Counter nearMisses;
    private final Counter breaches;
    private final Counter collaterals;
    private final Timer elapsed;

    WatcherMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            vacates.put(
                    outcome,
                    Counter.builder("dbcpool.vacates")
                            .description("Vacates that are over")
                            .tag(
                                    "outcome",
                                    outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(registry));
        }
        nearMisses = Counter.builder("dbcpool.vacate.near.misses")
                .description("Vacates that had less than 2 s left")
                .register(registry);
        breaches = Counter.builder("dbcpool.vacate.breaches")
                .description("Vacates that passed their deadline")
                .register(registry);
        collaterals = Counter.builder("dbcpool.vacate.collaterals")
                .description("Vacates so late that the DBC node may kill renters' domains")
                .register(registry);
        elapsed = Timer.builder("dbcpool.vacate.elapsed")
                .description("From the first credible signal to the release")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15))
                .register(registry);
    }

    @Override
    public void vacateEnded(VacateCompleted receipt) {
        var counter = vacates.get(receipt.outcome());
        if (counter != null) {
            counter.increment();
        }
        elapsed.record(Duration.ofMillis(receipt.elapsedMillis()));
    }

    @Override
    public void ranLate(Alarm alarm) {
        switch (alarm) {
            case NEAR_MISS -> nearMisses.increment();
            case BREACH -> breaches.increment();
            case COLLATERAL -> collaterals.increment();
            case NONE, GIVEN_UP -> {}
        }
    }
}

package io.dbcpool.watcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.VacateStep;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @Test
    void aDomainsOwnTimeBeginsWithTheFirstForce() {
        var heardLate = measure("begun 9000", "kill 9001", "released 9031");

        assertThat(heardLate.took()).contains(Duration.ofMillis(30));
        assertThat(heardLate.lastForce()).contains(Force.KILL);
        assertThat(heardLate.findMisfit(DEADLINE)).isEmpty();
    }

    @Test
    void theFirstOfSeveralRequestsCounts() {
        var asked = measure("ask 0", "ask 1500", "ask 3000", "released 3400");

        assertThat(asked.tookAfter(Force.ASK)).contains(Duration.ofMillis(3_400));
        assertThat(asked.tookAfter(Force.TERMINATE)).isEmpty();
    }

    @Test
    void oneThatTookAsLongAsIsAllowedFitsAndOneMillisecondMoreDoesNot() {
        assertThat(measure("ask 5", "kill 7000", "released 10005").findMisfit(DEADLINE))
                .isEmpty();
        assertThat(measure("ask 5", "kill 7000", "released 10006").findMisfit(DEADLINE))
                .contains("its last drill took 10001 ms, and 10000 ms are allowed");
    }

    @Test
    void oneThatWasNeverSeenOffDoesNotFit() {
        assertThat(measure("ask 0", "kill 7000", "given-up 60000").findMisfit(DEADLINE))
                .contains("its last drill has never seen it off, and 10000 ms are allowed");
    }

    /** The watcher was away meanwhile, or kept its hands off, or had nothing to do. */
    @ParameterizedTest
    @ValueSource(strings = {"resumed 30000", "refused 10", "begun 0"})
    void whereTheTimeIsNotTheDomainsOwnNothingIsMeasured(String step) {
        var measure =
                step.startsWith("begun") ? measure(step, "released 40000") : measure("ask 0", step, "released 40000");

        assertThat(measure.isMeasured()).isFalse();
        assertThat(measure.findMisfit(DEADLINE)).isEmpty();
    }

    private static Measure measure(String... steps) {
        return new Measure(
                "drill",
                Instant.EPOCH,
                Arrays.stream(steps)
                        .map(step -> step.split(" ", 2))
                        .map(step -> new VacateStep(step[0], Long.parseLong(step[1])))
                        .toList());
    }
}

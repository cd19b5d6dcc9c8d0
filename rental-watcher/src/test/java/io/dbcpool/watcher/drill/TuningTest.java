package io.dbcpool.watcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.DrillCompleted.Budget;
import io.dbcpool.events.VacateStep;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in milliseconds from the first step; the budget is soft 5 s, term 7 s, deadline 10 s. */
class TuningTest {

    private static final VacatePolicy CONFIGURED = policy(5_000, 7_000);

    @ParameterizedTest(name = "ask 0, term {0}, kill {1}, released {2}: soft {3}, term {4}")
    @CsvSource({
        // The guest obeyed: nothing was learnt of what follows.
        "-1,   -1,     4999,  5000, 7000",
        // QEMU obeyed SIGTERM; half as long again fits up to 1333 ms.
        "5000, -1,     5004,  5000, 7000",
        "5000, -1,     6333,  5000, 7000",
        "5000, -1,     6335,  4997, 7000",
        "5000, -1,     6900,  4150, 7000",
        // It was killed; half as long again fits up to 2000 ms.
        "5000, 7000,   7030,  5000, 7000",
        "5000, 7000,   9000,  5000, 7000",
        "5000, 7000,   9001,  4998, 6998",
        "5000, 7001,   9310,  4536, 6536",
        "5000, 7000,  12333,     0, 2000",
        "5000, 7000,  13000,     0, 1000",
        // Even killed at once it would not fit.
        "5000, 7000,  14000,     0,    0",
    })
    void theSoftPhaseIsAsLongAsWhatFollowsAllows(long term, long kill, long released, long soft, long tunedTerm) {
        assertThat(Tuning.tune(CONFIGURED, CONFIGURED, measure(term, kill, released)))
                .isEqualTo(policy(soft, tunedTerm));
    }

    @Test
    void whatADrillDidNotReachIsKnownFromAnEarlierOne() {
        var killed = Tuning.tune(CONFIGURED, CONFIGURED, measure(5_000, 7_000, 9_400));

        assertThat(killed).isEqualTo(policy(4_400, 6_400));
        assertThat(Tuning.tune(CONFIGURED, killed, measure(-1, -1, 1_300))).isEqualTo(killed);
        assertThat(Tuning.tune(CONFIGURED, killed, measure(4_400, -1, 6_000))).isEqualTo(policy(4_000, 6_400));
    }

    @Test
    void aFasterDrillGivesTheSoftPhaseBack() {
        var slow = Tuning.tune(CONFIGURED, CONFIGURED, measure(5_000, 7_000, 9_400));

        assertThat(Tuning.tune(CONFIGURED, slow, measure(4_400, 6_400, 6_430))).isEqualTo(CONFIGURED);
    }

    @Test
    void whatWasNotMeasuredTunesNothing() {
        var steps = new ArrayList<>(measure(5_000, 7_000, 12_000).steps());
        steps.add(2, new VacateStep("resumed", 6_500));

        assertThat(Tuning.tune(CONFIGURED, CONFIGURED, new Measure("drill", Instant.EPOCH, steps)))
                .isEqualTo(CONFIGURED);
        assertThat(Tuning.tune(CONFIGURED, CONFIGURED, measure(5_000, 7_000, -1)))
                .isEqualTo(CONFIGURED);
    }

    @ParameterizedTest(name = "configured {0}/{1}/{2}, tuned 4000/6000/10000: {3}/{4}")
    @CsvSource({
        "5000, 7000, 10000, 4000, 6000",
        "3000, 7000, 10000, 3000, 6000",
        "3000, 5000, 10000, 3000, 5000",
        "5000, 7000,  9000, 3000, 5000",
        "0,    1000,  3000,    0,    0",
    })
    void aTunedBudgetIsNeverLongerThanConfigured(long soft, long term, long deadline, long thenSoft, long thenTerm) {
        var configured =
                new VacatePolicy(Duration.ofMillis(soft), Duration.ofMillis(term), Duration.ofMillis(deadline));

        assertThat(Tuning.within(configured, new Budget(4_000, 6_000, 10_000)))
                .isEqualTo(new VacatePolicy(
                        Duration.ofMillis(thenSoft), Duration.ofMillis(thenTerm), Duration.ofMillis(deadline)));
    }

    private static VacatePolicy policy(long soft, long term) {
        return new VacatePolicy(Duration.ofMillis(soft), Duration.ofMillis(term), Duration.ofSeconds(10));
    }

    /** Negative: that step was not taken. */
    private static Measure measure(long term, long kill, long released) {
        var steps = new ArrayList<>(List.of(new VacateStep("begun", 0), new VacateStep("ask", 0)));
        add(steps, "term", term);
        add(steps, "kill", kill);
        add(steps, "released", released);
        return new Measure("drill", Instant.EPOCH, steps);
    }

    private static void add(List<VacateStep> steps, String name, long at) {
        if (at >= 0) {
            steps.add(new VacateStep(name, at));
        }
    }
}

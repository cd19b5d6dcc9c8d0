package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {

    @ParameterizedTest(name = "soft phase of {0} s")
    @ValueSource(longs = {0, 5})
    void playsVacatesThroughTheRealRulesWithoutAnError(long softSeconds) {
        var policy = new VacatePolicy(Duration.ofSeconds(softSeconds), Duration.ofSeconds(7), Duration.ofSeconds(10));
        int played = new Rehearsal(new GuardSettings(policy, Duration.ofMinutes(3), "rehearsal", "boot"))
                .play(5, () -> true);

        assertThat(played).isEqualTo(5);
    }

    @Test
    void endsWhenItIsTold() {
        var policy = new VacatePolicy(Duration.ZERO, Duration.ofSeconds(7), Duration.ofSeconds(10));

        assertThat(new Rehearsal(new GuardSettings(policy, Duration.ofMinutes(3), "rehearsal", "boot"))
                        .play(5, () -> false))
                .isZero();
    }
}

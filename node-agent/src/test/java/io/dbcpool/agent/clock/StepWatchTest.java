package io.dbcpool.agent.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.agent.machine.ClockReading.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepWatchTest {

    private static final Instant WALL = Instant.parse("2026-11-24T03:00:00Z");
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest(name = "the wall clock went {0} ms while a second passed: jump of {1} ms")
    @CsvSource(
            nullValues = "-",
            value = {"1000, -", "1499, -", "501, -", "1500, 500", "500, -500", "-86399000, -86400000"})
    void aJumpIsHalfASecondOrMore(long wentMillis, Long jumpMillis) {
        var wall = WALL.plusMillis(wentMillis);

        // Across the overflow of the monotonic clock.
        var watch = StepWatch.start(WALL, Long.MAX_VALUE).look(wall, Long.MAX_VALUE + SECOND);

        assertThat(watch.lastStep())
                .isEqualTo(Optional.ofNullable(jumpMillis).map(millis -> new Step(wall, Duration.ofMillis(millis))));
    }

    @Test
    void aJumpIsRememberedAndNotCountedTwice() {
        var jumped = StepWatch.start(WALL, 0).look(WALL.plusSeconds(100), SECOND);
        var later = jumped.look(WALL.plusSeconds(101), 2 * SECOND);

        assertThat(later.lastStep()).contains(new Step(WALL.plusSeconds(100), Duration.ofSeconds(99)));
    }
}

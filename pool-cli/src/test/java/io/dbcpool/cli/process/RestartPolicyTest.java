package io.dbcpool.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.cli.process.RestartPolicy.Verdict;
import io.dbcpool.cli.process.RestartPolicy.Verdict.GiveUp;
import io.dbcpool.cli.process.RestartPolicy.Verdict.Restart;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RestartPolicyTest {

    @ParameterizedTest(name = "exit code {0} after {1} ms and {2} short lives")
    @MethodSource
    void onDeath(int exitCode, long livedMillis, int shortLives, Verdict expected) {
        assertThat(RestartPolicy.onDeath(exitCode, Duration.ofMillis(livedMillis), shortLives))
                .isEqualTo(expected);
    }

    static Stream<Arguments> onDeath() {
        return Stream.of(
                arguments(137, 3_600_000, 0, restart(0, 0)),
                arguments(137, 1_000, 0, restart(0, 1)),
                arguments(1, 1_000, 1, restart(500, 2)),
                arguments(1, 1_000, 2, restart(1_000, 3)),
                arguments(1, 1_000, 3, restart(2_000, 4)),
                arguments(1, 1_000, 4, restart(5_000, 5)),
                arguments(1, 1_000, 5, restart(5_000, 6)),
                arguments(1, 1_000, 1_000_000, restart(5_000, 1_000_001)),
                // who started well begins anew, both edges
                arguments(1, 29_999, 5, restart(5_000, 6)),
                arguments(1, 30_000, 5, restart(0, 0)),
                // a service has no business ending by itself, a success is a death as well
                arguments(0, 60_000, 0, restart(0, 0)),
                // the configuration is bad, however long it was good enough
                arguments(2, 100, 0, new GiveUp(2)),
                arguments(2, 3_600_000, 3, new GiveUp(2)));
    }

    @Test
    void watcherThatDiesOnceIsBackWithinASecond() {
        assertThat(RestartPolicy.onDeath(137, Duration.ofMillis(1), 0))
                .isInstanceOfSatisfying(
                        Restart.class, again -> assertThat(again.pause()).isLessThan(Duration.ofSeconds(1)));
    }

    private static Restart restart(long pauseMillis, int shortLives) {
        return new Restart(Duration.ofMillis(pauseMillis), shortLives);
    }
}

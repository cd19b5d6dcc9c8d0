package io.dbcpool.listener.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.events.Alert;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeSilenceTest {

    private static final long START = Long.MAX_VALUE - 1; // the clock may wrap

    @ParameterizedTest(name = "{0}, {1} s after the start")
    @MethodSource
    void clock(NodeSilence before, long seconds, boolean isRaised) {
        var expected = isRaised
                ? new NodeSilence.Step(new NodeSilence(before.heardAtNanos(), true), Optional.of(Alert.State.RAISED))
                : new NodeSilence.Step(before, Optional.empty());

        assertThat(before.onClock(at(seconds))).isEqualTo(expected);
    }

    static Stream<Arguments> clock() {
        var started = NodeSilence.listeningSince(START);
        var heard = new NodeSilence(at(900), false);
        return Stream.of(
                arguments(started, 0, false),
                arguments(started, 1_800, false),
                arguments(started, 1_801, true),
                arguments(heard, 2_700, false),
                arguments(heard, 2_701, true),
                arguments(new NodeSilence(START, true), 100_000, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void heard(NodeSilence before, Optional<Alert.State> told) {
        assertThat(before.onHeard(at(5_000))).isEqualTo(new NodeSilence.Step(new NodeSilence(at(5_000), false), told));
    }

    static Stream<Arguments> heard() {
        return Stream.of(
                arguments(NodeSilence.listeningSince(START), Optional.empty()),
                arguments(new NodeSilence(at(4_000), false), Optional.empty()),
                arguments(new NodeSilence(START, true), Optional.of(Alert.State.CLEARED)));
    }

    private static long at(long seconds) {
        return START + Duration.ofSeconds(seconds).toNanos();
    }
}

package io.dbcpool.agent.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessToldTest {

    private static final long EVERY = ReadinessTold.EVERY.toNanos();

    private final List<NodeReadiness> told = new ArrayList<>();

    @Test
    void theFirstListIsToldWhateverTheClockSays() {
        ReadinessTold.NOTHING.on(list(State.OK, "a"), Long.MIN_VALUE, told::add);

        assertThat(told).containsExactly(list(State.OK, "a"));
    }

    @Test
    void theSameStatesAreToldAgainAfterFiveMinutesAndNotBefore() {
        var first = ReadinessTold.NOTHING.on(list(State.OK, "a"), 0, told::add);
        var second = first.on(list(State.OK, "b"), EVERY - 1, told::add);
        second.on(list(State.OK, "c"), EVERY, told::add);

        assertThat(told).containsExactly(list(State.OK, "a"), list(State.OK, "c"));
    }

    @Test
    void anotherStateIsToldAtOnce() {
        ReadinessTold.NOTHING
                .on(list(State.OK, "a"), 0, told::add)
                .on(list(State.WRONG, "b"), 1, told::add)
                .on(list(State.OK, "c"), 2, told::add);

        assertThat(told).containsExactly(list(State.OK, "a"), list(State.WRONG, "b"), list(State.OK, "c"));
    }

    private static NodeReadiness list(State state, String found) {
        return new NodeReadiness(
                new MachineId("a".repeat(64)),
                Instant.EPOCH,
                List.of(new Check("id", "ours", "title", state, found, "wanted", "why", "fix", "source")));
    }
}

package io.dbcpool.listener.canary;

import static io.dbcpool.events.Alert.State.CLEARED;
import static io.dbcpool.events.Alert.State.RAISED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.broadcast.BroadcastDecoder;
import io.dbcpool.broadcast.Verdict.Tested;
import io.dbcpool.events.Alert;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rule, and the loop that carries it out. */
class CanaryWatchTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final List<byte[]> sent = new ArrayList<>();
    private final List<Alert.State> told = new ArrayList<>();
    private final Canaries canaries = new Canaries(Optional.of(sent::add), "5f3a", (state, now) -> told.add(state));

    @Test
    void oneIsSentAtOnceAndThenOneAMinute() {
        clock(0);
        clock(59_999);
        assertThat(names()).containsExactly("5f3a-1");
        clock(60_000);
        assertThat(names()).containsExactly("5f3a-1", "5f3a-2");
    }

    @Test
    void threeInARowThatAreNotHeardAreTold() {
        clock(0);
        clock(60_000);
        clock(120_000);
        assertThat(told).isEmpty();
        clock(180_000);
        assertThat(told).containsExactly(RAISED);
        assertThat(canaries.isBroken()).isTrue();
        clock(240_000);
        assertThat(told).containsExactly(RAISED);

        canaries.onHeard("5f3a-5", NOON);

        assertThat(told).containsExactly(RAISED, CLEARED);
        assertThat(canaries.heardAt()).contains(NOON);
    }

    @Test
    void onesThatAreHeardAreNotTold() {
        for (int minute = 0; minute < 10; minute++) {
            clock(minute * 60_000);
            canaries.onHeard("5f3a-" + (minute + 1), NOON);
        }

        assertThat(told).isEmpty();
        assertThat(canaries.isBroken()).isFalse();
    }

    @Test
    void anotherListenersAndOnesThatWereNeverSentProveNothing() {
        clock(0);
        for (String name : List.of("77aa-1", "5f3a-2", "5f3a-0", "5f3a-x", "5f3a", "")) {
            canaries.onHeard(name, NOON);
        }
        clock(60_000);
        clock(120_000);
        clock(180_000);

        assertThat(told).containsExactly(RAISED);
    }

    @Test
    void oneThatCannotBeSentIsNotHeard() {
        var states = new ArrayList<Alert.State>();
        var mute = new Canaries(
                Optional.of(datagram -> {
                    throw new IOException("Network is unreachable");
                }),
                "5f3a",
                (state, now) -> states.add(state));
        for (int minute = 0; minute <= 3; minute++) {
            mute.onClock(Duration.ofMinutes(minute).toNanos(), NOON);
        }

        assertThat(states).containsExactly(RAISED);
    }

    @Test
    void turnedOffNothingIsSentAndNothingTold() {
        var off = new Canaries(Optional.empty(), "5f3a", (state, now) -> told.add(state));
        for (int minute = 0; minute < 10; minute++) {
            off.onClock(Duration.ofMinutes(minute).toNanos(), NOON);
        }

        assertThat(told).isEmpty();
        assertThat(off.isBroken()).isFalse();
    }

    private List<String> names() {
        return sent.stream()
                .map(datagram -> (Tested) BroadcastDecoder.decode(datagram, datagram.length))
                .map(tested -> tested.canary().orElseThrow())
                .toList();
    }

    private void clock(int atMillis) {
        canaries.onClock(Duration.ofMillis(atMillis).toNanos(), NOON.plusMillis(atMillis));
    }
}

package io.dbcpool.listener.sender;

import static io.dbcpool.events.Alert.State.CLEARED;
import static io.dbcpool.events.Alert.State.RAISED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Alert;
import io.dbcpool.listener.sender.MachineSender.Stranger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who speaks, when, and what comes of it. */
class MachineSenderTest {

    private static final InetAddress NODE = address("192.0.2.11");
    private static final InetAddress OTHER = address("192.0.2.66");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private MachineSender sender = MachineSender.holding(Optional.empty(), 0);
    private Optional<InetAddress> learned = Optional.empty();

    @Test
    void theFirstIsLearnedAndThenHeld() {
        assertThat(speaks(NODE, 0)).isEmpty();
        assertThat(learned).contains(NODE);
        assertThat(speaks(NODE, 60_000)).isEmpty();
        assertThat(learned).isEmpty();
        assertThat(sender.isHeldBy(NODE)).isTrue();
    }

    @Test
    void anotherIsToldOnceAndTakesNothingOver() {
        speaks(NODE, 0);

        assertThat(speaks(OTHER, 1_000)).contains(RAISED);
        assertThat(speaks(OTHER, 2_000)).isEmpty();

        assertThat(sender.held()).contains(NODE);
        assertThat(sender.stranger())
                .contains(new Stranger(OTHER, 2, NOON.plusSeconds(1), NOON.plusSeconds(2), nanos(2_000)));
    }

    @Test
    void itIsOverWhenNoStrangerHasSpokenForTenMinutes() {
        speaks(NODE, 0);
        speaks(OTHER, 1_000);

        assertThat(clock(1_000 + 600_000)).isEmpty();
        assertThat(clock(1_001 + 600_000)).contains(CLEARED);
        assertThat(clock(1_002 + 600_000)).isEmpty();
        assertThat(speaks(OTHER, 1_003 + 600_000)).contains(RAISED);
    }

    @Test
    void whoeverSpeaksWhenTheNodeHasBeenSilentForHalfAnHourIsTheNode() {
        speaks(NODE, 0);
        assertThat(speaks(OTHER, 1_800_000)).contains(RAISED);
        assertThat(sender.held()).contains(NODE);

        assertThat(speaks(OTHER, 1_800_001)).contains(CLEARED);
        assertThat(learned).contains(OTHER);
        assertThat(sender.isHeldBy(OTHER)).isTrue();
    }

    @Test
    void aForgerWhoSpeaksAllTheTimeTakesNothingOverWhileTheNodeSpeaks() {
        for (int minute = 0; minute < 240; minute++) {
            if (minute % 15 == 0) {
                speaks(NODE, minute * 60_000);
            }
            speaks(OTHER, minute * 60_000 + 1);
        }

        assertThat(sender.isHeldBy(NODE)).isTrue();
    }

    private Optional<Alert.State> speaks(InetAddress address, int atMillis) {
        var step = sender.onHeard(address, nanos(atMillis), NOON.plusMillis(atMillis));
        sender = step.next();
        learned = step.learned();
        return step.tell();
    }

    private Optional<Alert.State> clock(int atMillis) {
        var step = sender.onClock(nanos(atMillis));
        sender = step.next();
        return step.tell();
    }

    private static long nanos(int millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

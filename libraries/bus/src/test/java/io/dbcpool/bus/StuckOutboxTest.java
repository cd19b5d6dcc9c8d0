package io.dbcpool.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Alert;
import io.dbcpool.events.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StuckOutboxTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void isRaisedOnceAfterSixtySecondsAndClearedOnce() {
        var told = new ArrayList<String>();
        var stuck = StuckOutbox.NONE;
        for (int second : List.of(0, 59, 60, 61, 62, 300)) {
            stuck = check(stuck, Optional.of(NOON), second, told);
        }
        stuck = check(stuck, Optional.empty(), 301, told);
        check(stuck, Optional.empty(), 302, told);

        assertThat(told).containsExactly("RAISED at 61 for " + NOON, "CLEARED at 301 for " + NOON);
    }

    @Test
    void isClearedWhenWhatIsLeftIsYoung() {
        var told = new ArrayList<String>();
        var stuck = check(StuckOutbox.NONE, Optional.of(NOON), 61, told);
        check(stuck, Optional.of(NOON.plusSeconds(5)), 65, told);

        assertThat(told).containsExactly("RAISED at 61 for " + NOON, "CLEARED at 65 for " + NOON);
    }

    @Test
    void staysRaisedWhileTheNextOneIsTooOldAsWell() {
        var told = new ArrayList<String>();
        var stuck = check(StuckOutbox.NONE, Optional.of(NOON), 70, told);
        check(stuck, Optional.of(NOON.plusSeconds(5)), 70, told);

        assertThat(told).containsExactly("RAISED at 70 for " + NOON);
    }

    /** It was killed before Kafka had its last record: the next process finds the same one waiting. */
    @Test
    void theNextProcessBeginsWithTheSameRecordAndEndsWithAnother() {
        assertThat(alert(Alert.State.RAISED, 61)).isEqualTo(alert(Alert.State.RAISED, 95));
        assertThat(alert(Alert.State.CLEARED, 70).id())
                .isNotEqualTo(alert(Alert.State.CLEARED, 99).id());
    }

    private static Envelope alert(Alert.State state, int second) {
        return OutboxPublisher.stuckAlert(Samples.SOURCE, state, NOON, NOON.plusSeconds(second));
    }

    private static StuckOutbox check(StuckOutbox stuck, Optional<Instant> oldest, int second, List<String> told) {
        var verdict = stuck.check(oldest, NOON.plusSeconds(second));
        verdict.tell()
                .map(Alert.State::name)
                .ifPresent(state -> told.add("%s at %d for %s".formatted(state, second, verdict.about())));
        return verdict.next();
    }
}

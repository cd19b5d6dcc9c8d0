package io.dbcpool.watcher.belief;

import static io.dbcpool.watcher.belief.History.HOLD_DOWN;
import static io.dbcpool.watcher.belief.History.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a forger on the LAN can do, and for how much. */
class ForgedWordsTest {

    private static final BeliefPolicy POLICY = BeliefPolicy.ofHoldDown(HOLD_DOWN);
    private static final int MILLION = 1_000_000;

    /** Over 28 h at ten a second, which is as many as the watcher's gate lets through. */
    @ParameterizedTest(name = "after: {0}")
    @ValueSource(strings = {"", "0:00 renting", "0:00 best", "0:00 active, 0:00 renter", "0:00 renting, 0:01 release"})
    void aMillionTimesEmptyFreesNothing(String before) {
        var history = new History(POLICY).play(before);
        for (int i = 1; i <= MILLION; i++) {
            history.at(Duration.ofSeconds(60).plusMillis(100L * i))
                    .hear(History.signal("empty", history.now().wall()));
            assertThat(history.belief().isFree()).as("free after %d words", i).isFalse();
        }
    }

    @Test
    void norDoesAMillionAtOnce() {
        var history = new History(POLICY).play("0:00 renting, 1:00");
        for (int i = 0; i < MILLION; i++) {
            history.hear(History.signal("empty", T0));
        }

        assertThat(history.belief().isRented()).isTrue();
    }

    /**
     * The owner wants his VM: whenever the machine is not believed rented he starts it, and whenever it is, his
     * operator releases it after a while. Each time that it becomes rented then stops the VM.
     */
    @ParameterizedTest(name = "one every {0} ms, the chain says free every {1} ms, a release {2} ms after each stop")
    @CsvSource({
        "1,    0,     0",
        "1,    0,     1",
        "10,   0,     500",
        "100,  0,     5000",
        "2000, 0,     60000",
        "2000, 0,     179999",
        "2000, 0,     180000",
        "1,    6000,  100000000",
        "100,  6000,  100000000",
        "2000, 6000,  100000000",
        "9000, 6000,  90000",
        "179999, 6000, 100000000"
    })
    void oneNeedlessStopForEachHoldDown(long everyMillis, long chainEveryMillis, long releasedAfterMillis) {
        var history = new History(POLICY);
        var stops = new ArrayList<Long>();
        for (long now = 0; now < Duration.ofMinutes(20).toMillis(); now++) {
            history.at(Duration.ofMillis(now));
            boolean before = history.belief().isRented();
            if (now % everyMillis == 0) {
                history.hear(History.signal("renting", history.now().wall()));
            }
            if (chainEveryMillis > 0 && now % chainEveryMillis == 0) {
                history.hear(History.signal("free", history.now().wall()));
            }
            if (!before && history.belief().isRented()) {
                stops.add(now);
            }
            if (history.belief().isRented() && now - stops.get(stops.size() - 1) == releasedAfterMillis) {
                history.hear(History.signal("release", history.now().wall()));
            }
        }

        assertThat(stops).hasSizeBetween(2, 7);
        assertThat(gaps(stops)).allMatch(gap -> gap >= HOLD_DOWN.toMillis());
    }

    private static List<Long> gaps(List<Long> stops) {
        var gaps = new ArrayList<Long>();
        for (int i = 1; i < stops.size(); i++) {
            gaps.add(stops.get(i) - stops.get(i - 1));
        }
        return gaps;
    }
}

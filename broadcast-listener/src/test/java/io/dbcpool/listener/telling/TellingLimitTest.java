package io.dbcpool.listener.telling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TellingLimitTest {

    private static final long CLOCK_ORIGIN = Long.MAX_VALUE - 1; // the clock may wrap

    private TellingLimit limit = TellingLimit.FULL;

    @Test
    void tenAtOnceThenOneASecondThatSaysHowManyWerePassedOver() {
        for (int i = 0; i < 10; i++) {
            assertThat(refused(0)).isEqualTo("told 0" + (i == 0 ? " first" : ""));
        }
        assertThat(refused(0)).isEqualTo("not told");
        assertThat(refused(999)).isEqualTo("not told");
        assertThat(refused(1_000)).isEqualTo("told 2");
        assertThat(refused(1_001)).isEqualTo("not told");
        assertThat(refused(1_999)).isEqualTo("not told");
        assertThat(refused(2_500)).isEqualTo("told 2");
        assertThat(refused(3_000)).isEqualTo("told 0");
    }

    @Test
    void afterTenQuietSecondsTenMayBeToldAgain() {
        for (int i = 0; i < 11; i++) {
            refused(0);
        }
        assertThat(refused(9_999)).isEqualTo("told 1");
        for (int i = 0; i < 8; i++) {
            assertThat(refused(9_999)).isEqualTo("told 0");
        }
        assertThat(refused(9_999)).isEqualTo("not told");

        assertThat(refused(19_000)).isEqualTo("told 1 first");
    }

    @Test
    void aFloodOfAnHourIsThreeThousandSixHundredAndTenRecords() {
        int told = 0;
        for (int millis = 0; millis < 3_600_001; millis += 5) {
            told += refused(millis).startsWith("told") ? 1 : 0;
        }
        assertThat(told).isEqualTo(3_610);
    }

    private String refused(int atMillis) {
        var step = limit.onEvent(CLOCK_ORIGIN + Duration.ofMillis(atMillis).toNanos());
        limit = step.next();
        return step.isTold() ? "told " + step.suppressed() + (step.isFirst() ? " first" : "") : "not told";
    }
}

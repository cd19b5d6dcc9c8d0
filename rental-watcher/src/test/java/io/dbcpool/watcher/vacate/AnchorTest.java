package io.dbcpool.watcher.vacate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnchorTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Instant HEARD_AT = Instant.parse("2026-11-24T00:00:30Z");
    private static final MonotonicTime HEARD = new MonotonicTime(Long.MIN_VALUE + 5); // the clock may wrap

    @ParameterizedTest(name = "said {0} ms before it was heard")
    @CsvSource({
        "0, 0, false",
        "1, 1, false",
        "9999, 9999, false",
        "10000, 0, true",
        "3600000, 0, true",
        "-1, 0, false", // the other's clock is ahead
        "-3600000, 0, false",
    })
    void countsFromWhenItWasSaidIfThatCanBe(long ageMillis, long countedMillis, boolean late) {
        var anchor = Anchor.of(HEARD_AT.minusMillis(ageMillis), HEARD_AT, HEARD, DEADLINE);

        assertThat(anchor.elapsed(HEARD)).hasMillis(countedMillis);
        assertThat(anchor.observedAt()).isEqualTo(HEARD_AT.minusMillis(countedMillis));
        assertThat(anchor.lateSignal()).isEqualTo(late);
    }

    @Test
    void oneThatMovesKeepsItsClock() {
        var anchor = new Anchor(HEARD, HEARD_AT, false);
        var earlierByAClockThatWasSet =
                new Anchor(HEARD.minus(Duration.ofSeconds(1)), HEARD_AT.plusSeconds(3_599), false);

        assertThat(anchor.movedTo(earlierByAClockThatWasSet))
                .isEqualTo(new Anchor(HEARD.minus(Duration.ofSeconds(1)), HEARD_AT.minusSeconds(1), false));
    }
}

package io.dbcpool.agent.picture;

import static io.dbcpool.values.Word.EMPTY;
import static io.dbcpool.values.Word.RENTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.values.Word;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeardWordTest {

    private static final HeardWord NOTHING = HeardWord.of(Optional.empty());

    @ParameterizedTest(name = "{0} after {1} counts {2} ns later: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "RENTING, -,       0,          RENTING",
                "EMPTY,   -,       0,          EMPTY",
                "RENTING, EMPTY,   0,          RENTING",
                "EMPTY,   EMPTY,   0,          EMPTY",
                "EMPTY,   RENTING, 0,          RENTING",
                "EMPTY,   RENTING, 999999999,  RENTING",
                "EMPTY,   RENTING, 1000000000, EMPTY",
            })
    void rentingCountsAtOnceAndEmptyOnceItStands(Word heard, Word before, long later, Word counts) {
        // Just before the monotonic clock overflows, which it may at any time.
        long nanos = Long.MAX_VALUE - 1;

        var word =
                HeardWord.of(Optional.ofNullable(before)).onWord(heard, nanos).onTime(nanos + later);

        assertThat(word.word()).contains(counts);
    }

    @Test
    void repeatsOfEmptyDoNotMoveTheTimeAtWhichItCounts() {
        var word = NOTHING.onWord(RENTING, 0).onWord(EMPTY, 10).onWord(EMPTY, 900_000_000);

        assertThat(word.onTime(1_000_000_009).word()).contains(RENTING);
        assertThat(word.onTime(1_000_000_010).word()).contains(EMPTY);
    }

    @Test
    void whoeverSaysBothInTurnIsTakenAtHisRenting() {
        var word = NOTHING;
        for (long nanos = 0; nanos < 10_000_000_000L; nanos += 600_000_000) {
            word = word.onWord(RENTING, nanos).onWord(EMPTY, nanos + 1).onTime(nanos + 599_999_999);

            assertThat(word.word()).contains(RENTING);
        }
    }
}

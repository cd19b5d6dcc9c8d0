package io.dbcpool.watcher.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import org.junit.jupiter.api.Test;

class WordGateTest {

    private static final MachineId ONE = new MachineId("1".repeat(64));
    private static final MachineId OTHER = new MachineId("2".repeat(64));

    private final long t0 = Long.parseLong("9223372036854775806"); // the clock may wrap
    private final WordGate gate = new WordGate();

    @Test
    void aFloodOfOneWordHidesNoOther() {
        flood(Word.EMPTY);
        assertThat(gate.passes(ONE, Word.EMPTY, t0 + 1)).isFalse();

        assertThat(gate.passes(ONE, Word.RENTING, t0 + 1)).isTrue();
        assertThat(gate.passes(OTHER, Word.EMPTY, t0 + 1)).isTrue();
    }

    @Test
    void aRepeatPassesAfterATenthOfASecond() {
        flood(Word.RENTING);

        assertThat(gate.passes(ONE, Word.RENTING, t0 + WordGate.PAUSE_NANOS - 1))
                .isFalse();
        assertThat(gate.passes(ONE, Word.RENTING, t0 + WordGate.PAUSE_NANOS)).isTrue();
        assertThat(gate.passes(ONE, Word.RENTING, t0 + WordGate.PAUSE_NANOS + 1))
                .isFalse();
    }

    /** The first may come a moment before a release's silence ends, and count for nothing. */
    @Test
    void aFewThatComeCloseUponEachOtherAllPass() {
        assertThat(gate.passes(ONE, Word.RENTING, t0)).isTrue();
        assertThat(gate.passes(ONE, Word.RENTING, t0 + 40_000_000)).isTrue();
    }

    private void flood(Word word) {
        for (int i = 0; i < WordGate.AT_ONCE; i++) {
            assertThat(gate.passes(ONE, word, t0)).isTrue();
        }
    }
}

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
        assertThat(gate.passes(ONE, Word.EMPTY, t0)).isTrue();
        assertThat(gate.passes(ONE, Word.EMPTY, t0 + 1)).isFalse();

        assertThat(gate.passes(ONE, Word.RENTING, t0 + 1)).isTrue();
        assertThat(gate.passes(OTHER, Word.EMPTY, t0 + 1)).isTrue();
    }

    @Test
    void aRepeatPassesAfterATenthOfASecond() {
        gate.passes(ONE, Word.RENTING, t0);

        assertThat(gate.passes(ONE, Word.RENTING, t0 + WordGate.PAUSE_NANOS - 1))
                .isFalse();
        assertThat(gate.passes(ONE, Word.RENTING, t0 + WordGate.PAUSE_NANOS)).isTrue();
    }
}

package io.dbcpool.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceStartTest {

    @Test
    void readsWhatTheShellsChildrenTookOfTheProcessor() {
        assertThat(ReferenceStart.processorMillis("0m0.001000s 0m0.002000s\n0m0.123000s 0m0.045000s\n"))
                .isEqualTo(168);
        assertThat(ReferenceStart.processorMillis("0m0.00s 0m0.00s\n1m2.50s 0m0.25s"))
                .isEqualTo(62_750);
    }

    /** A machine is as fast as it ever was, or slower. */
    @Test
    void noStartIsQuickerThanTheBest() throws Exception {
        ReferenceStart.measureBest();

        assertThat(ReferenceStart.slownessPercent()).isBetween(100L, 100_000L);
    }
}

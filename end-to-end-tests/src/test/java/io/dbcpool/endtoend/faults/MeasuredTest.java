package io.dbcpool.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what is late can be laid to the machine, and only where it was measured to have been away or busy. */
class MeasuredTest {

    @ParameterizedTest(name = "gone after {0} ms, started in {1} ms, stood still for {2} ms")
    @CsvSource({
        "10000, 5000, 5000, false",
        "10001, 2500, 1000, false",
        "10001, 0,    0,    false",
        "10001, 2501, 0,    true",
        "10001, 0,    1001, true",
    })
    void aLateDomainOfAnUnfitMachineSaysNothing(long took, long restart, long stalled, boolean isUnfit) {
        var measured = new Measured("a fault", took, "kill", "on-time", took, restart, 0, stalled, "");

        assertThat(measured.isOfAnUnfitMachine()).isEqualTo(isUnfit);
        assertThat(measured.isSound()).isEqualTo(took <= Measured.LIMIT_MILLIS);
    }
}

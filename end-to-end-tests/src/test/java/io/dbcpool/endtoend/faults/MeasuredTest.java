package io.dbcpool.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what is late can be laid to the machine, and only where it was measured to have been away or busy. */
class MeasuredTest {

    @ParameterizedTest(name = "gone after {0} ms, started in {1} ms, stood still for {2} ms, {3}")
    @CsvSource({
        "10000, 5000, 5000, '',                        false",
        "10001, 2500, 1000, '',                        false",
        "10001, 0,    0,    '',                        false",
        "10001, 2501, 0,    '',                        true",
        "10002, 2501, 0,    '',                        false",
        "10001, 0,    1001, '',                        true",
        "11001, 0,    1001, 'the receipt says late',   true",
        "11002, 0,    1001, '',                        false",
        "10500, 0,    1001, '2 vacates were begun',    false",
        "40000, 0,    1001, '',                        false",
    })
    void aLateDomainOfAnUnfitMachineSaysNothing(
            long took, long restart, long stalled, String complaint, boolean isUnfit) {
        var measured = new Measured("a fault", took, "kill", "on-time", took, restart, 0, stalled, complaint);

        assertThat(measured.isOfAnUnfitMachine()).isEqualTo(isUnfit);
        assertThat(measured.isSound()).isEqualTo(took <= Measured.LIMIT_MILLIS && complaint.isEmpty());
    }
}

package io.dbcpool.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what is late can be laid to the machine, and only where it was measured to have been away or slow. */
class MeasuredTest {

    @ParameterizedTest(name = "gone after {0} ms, started in {1} ms by a machine at {2} %, stood still for {3} ms, {4}")
    @CsvSource({
        "10000, 5000, 400, 5000, '',                        false",
        "10001, 2500, 400, 1000, '',                        false",
        "10001, 0,    100, 0,    '',                        false",
        "10001, 2501, 200, 0,    '',                        true",
        "10002, 2501, 200, 0,    '',                        false",
        "12500, 5000, 200, 0,    '',                        true",
        "12501, 5000, 200, 0,    '',                        false",
        "11000, 4000, 133, 0,    '',                        false",
        "11000, 4000, 134, 0,    '',                        true",
        "11000, 4000, 100, 0,    '',                        false",
        "11000, 4000, 80,  0,    '',                        false",
        "11000, 4000, 0,   0,    '',                        false",
        "10001, 0,    100, 1001, '',                        true",
        "11001, 0,    100, 1001, 'the receipt says late',   true",
        "11002, 0,    100, 1001, '',                        false",
        "10500, 0,    100, 1001, '2 vacates were begun',    false",
        "40000, 0,    100, 1001, '',                        false",
    })
    void aLateDomainOfAnUnfitMachineSaysNothing(
            long took, long restart, long slowness, long stalled, String complaint, boolean isUnfit) {
        var measured = new Measured("a fault", took, "kill", "on-time", took, restart, slowness, 0, stalled, complaint);

        assertThat(measured.isOfAnUnfitMachine()).isEqualTo(isUnfit);
        assertThat(measured.isSound()).isEqualTo(took <= Measured.LIMIT_MILLIS && complaint.isEmpty());
    }

    @ParameterizedTest(
            name = "gone in time, and certified after {0} ms by one that a machine at {1} % started in 4000 ms")
    @CsvSource({"10500, 200, true", "11500, 200, true", "11501, 200, false", "10500, 100, false", "-1, 200, false"})
    void aReceiptIsLateThatASlowStartCouldNotWriteInTime(long receipt, long slowness, boolean isUnfit) {
        var measured = new Measured("a fault", 7024, "kill", "late", receipt, 4000, slowness, 0, 0, Measured.SAYS_LATE);

        assertThat(measured.isOfAnUnfitMachine()).isEqualTo(isUnfit);
        assertThat(measured.isSound()).isFalse();
    }
}

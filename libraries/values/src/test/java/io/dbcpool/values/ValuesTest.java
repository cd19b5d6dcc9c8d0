package io.dbcpool.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @Test
    void oneDbcIsTenToTheFifteenthPlanck() {
        assertThat(DbcAmount.ofDbc("1").planck()).isEqualTo(BigInteger.TEN.pow(15));
        assertThat(DbcAmount.ofDbc("12.5")).hasToString("12.5 DBC");
        assertThat(DbcAmount.ofDbc("100000")).hasToString("100000 DBC");
        assertThatThrownBy(() -> DbcAmount.ofDbc("0.0000000000000001")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void twoSpellingsOfAMachineIdAreOneMachine() {
        var upper = new MachineId("a".repeat(63) + "F");

        assertThat(upper).isEqualTo(new MachineId("a".repeat(63) + "f"));
        assertThat(upper).hasToString("a".repeat(63) + "f");
        assertThat(upper.publicKey()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x12", "g000000000000000000000000000000000000000000000000000000000000000"})
    void whatIsNotSixtyFourHexDigitsIsNoMachineId(String text) {
        assertThatThrownBy(() -> new MachineId(text)).hasMessage("machine id must be 64 hex digits, was '%s'", text);
        assertThat(MachineId.find(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 65})
    void lengthCounts(int digits) {
        assertThat(MachineId.find("0".repeat(digits))).isEmpty();
    }

    @Test
    void rentOrderIdsAreUnsigned() {
        assertThat(new RentOrderId(-1)).hasToString("18446744073709551615");
    }

    @Test
    void blocksAreOrderedByHeight() {
        assertThat(new BlockNumber(10).isAfter(new BlockNumber(9))).isTrue();
        assertThat(new BlockNumber(9).isAfter(new BlockNumber(9))).isFalse();
        assertThatThrownBy(() -> new BlockNumber(-1)).hasMessage("block height must not be negative, was -1");
    }
}

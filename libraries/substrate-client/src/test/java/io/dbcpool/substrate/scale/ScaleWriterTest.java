package io.dbcpool.substrate.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleWriterTest {

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "63, fc",
        "64, 0101",
        "16383, fdff",
        "16384, 02000100",
        "1073741823, feffffff",
        "1073741824, 0300000040",
        "4294967295, 03ffffffff",
        "4294967296, 070000000001",
        "100000000000000, 0b00407a10f35a",
    })
    void writesCompactInItsShortestForm(BigInteger value, String hex) {
        assertThat(hex(new ScaleWriter().writeCompact(value))).isEqualTo(hex);
        assertThat(hex(new ScaleWriter().writeCompact(value.longValueExact()))).isEqualTo(hex);
    }

    @Test
    void writesWhatWrapsOtherValues() {
        assertThat(hex(new ScaleWriter().writeOption(Optional.of(21L), ScaleWriter::writeU32)))
                .isEqualTo("0115000000");
        assertThat(hex(new ScaleWriter().writeOption(Optional.empty(), ScaleWriter::writeU32)))
                .isEqualTo("00");
        assertThat(hex(new ScaleWriter().writeOptionBool(Optional.of(false)))).isEqualTo("02");
        assertThat(hex(new ScaleWriter()
                        .writeResult(new Result.Err<>(true), ScaleWriter::writeU8, ScaleWriter::writeBool)))
                .isEqualTo("0101");
        assertThat(hex(new ScaleWriter().writeVec(List.of(4, 8), ScaleWriter::writeU16)))
                .isEqualTo("0804000800");
        assertThat(hex(new ScaleWriter().writeEnum(BitOrder.MOST_SIGNIFICANT_FIRST)))
                .isEqualTo("01");
        assertThat(hex(new ScaleWriter().writeString("Hamlet"))).isEqualTo("1848616d6c6574");
        assertThat(hex(new ScaleWriter()
                        .writeBitVec(BitVec.parse("10011"), BitStore.U8, BitOrder.MOST_SIGNIFICANT_FIRST)))
                .isEqualTo("1498");
    }

    @Test
    void writesNegativeIntegersInTwosComplement() {
        assertThat(hex(new ScaleWriter()
                        .writeI8((byte) -128)
                        .writeI16((short) -2)
                        .writeI32(-3)
                        .writeI64(-4)))
                .isEqualTo("80" + "feff" + "fdffffff" + "fcffffffffffffff");
        assertThat(hex(new ScaleWriter().writeI128(BigInteger.ONE.negate()))).isEqualTo("ff".repeat(16));
    }

    @Test
    void refusesWhatDoesNotFit() {
        ScaleWriter out = new ScaleWriter();
        refuses(() -> out.writeU8(256), "256 does not fit u8");
        refuses(() -> out.writeU8(-1), "-1 does not fit u8");
        refuses(() -> out.writeU32(1L << 32), "4294967296 does not fit u32");
        refuses(() -> out.writeU128(BigInteger.TWO.pow(128)), BigInteger.TWO.pow(128) + " does not fit u128");
        refuses(() -> out.writeI128(BigInteger.TWO.pow(127)), BigInteger.TWO.pow(127) + " does not fit i128");
        refuses(() -> out.writeCompact(-1), "-1 does not fit a compact integer");
        refuses(
                () -> out.writeCompact(BigInteger.TWO.pow(536)),
                BigInteger.TWO.pow(536) + " does not fit a compact integer");
        refuses(() -> out.writeString("\ud83d"), "text holds half a surrogate pair");
        refuses(() -> BitVec.of(BitSet.valueOf(new byte[] {4}), 2), "3 bits do not fit into 2");
        refuses(() -> BitVec.parse("012"), "wanted only 0 and 1, but character 2 is 2");
        assertThat(out.size()).as("bytes of what was refused").isZero();
    }

    private static void refuses(Runnable writing, String message) {
        assertThatIllegalArgumentException().isThrownBy(writing::run).withMessage(message);
    }

    private static String hex(ScaleWriter out) {
        return HexFormat.of().formatHex(out.toByteArray());
    }
}

package io.dbcpool.substrate.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleReaderTest {

    // Vectors from the SCALE section of the Substrate documentation, and the edges of each mode.
    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "04, 1",
        "a8, 42",
        "fc, 63",
        "0101, 64",
        "1501, 69",
        "fdff, 16383",
        "02000100, 16384",
        "feff0300, 65535",
        "feffffff, 1073741823",
        "0300000040, 1073741824",
        "03ffffffff, 4294967295",
        "070000000001, 4294967296",
        "0b00407a10f35a, 100000000000000",
        "13ffffffffffffffff, 18446744073709551615",
    })
    void readsCompact(String hex, BigInteger expected) {
        reads(hex, ScaleReader::readCompact, expected);
    }

    @Test
    void readsTheGreatestCompact() {
        BigInteger greatest = BigInteger.TWO.pow(536).subtract(BigInteger.ONE);
        reads("ff" + "ff".repeat(67), ScaleReader::readCompact, greatest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100",
                "fd00",
                "02000000",
                "feff0000",
                "0300000000",
                "03ffffff3f",
                "070000004000",
                "0b00000000ff00"
            })
    void refusesCompactThatIsNotShortest(String hex) {
        refuses(hex, ScaleReader::readCompact, "compact integer at byte 0 is not in its shortest form");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'wanted 1 bytes at byte 0, but the input ends at 0'",
        "01, 'wanted 2 bytes at byte 0, but the input ends at 1'",
        "0200, 'wanted 4 bytes at byte 0, but the input ends at 2'",
        "03000000, 'wanted 4 bytes at byte 1, but the input ends at 4'",
        "ff00, 'wanted 67 bytes at byte 1, but the input ends at 2'",
    })
    void refusesInputThatEndsEarly(String hex, String message) {
        refuses(hex, ScaleReader::readCompact, message);
    }

    @Test
    void refusesBytesBehindTheValue() {
        refuses("0102", ScaleReader::readU8, "wanted the end at byte 1, but 1 more follow");
    }

    @ParameterizedTest
    @CsvSource({"03ffffffff, 4294967295", "fc, 63", "fdff, 16383"})
    void readsCompactOfFourBytes(String hex, long expected) {
        reads(hex, ScaleReader::readCompactU32, expected);
    }

    @Test
    void refusesCompactOverItsType() {
        refuses(
                "070000000001",
                ScaleReader::readCompactU32,
                "compact integer at byte 0 is 4294967296, which is over u32");
        refuses("0104", in -> in.readCompact(8), "compact integer at byte 0 is 256, which is over u8");
    }

    @Test
    void readsUnsignedIntegersOfEachWidth() {
        String all = "ff" + "ffff" + "feffffff" + "2a" + "00".repeat(7) + "ff".repeat(16) + "ff".repeat(32);
        ScaleReader in = new ScaleReader(HexFormat.of().parseHex(all));
        assertThat(in.readU8()).isEqualTo(255);
        assertThat(in.readU16()).isEqualTo(65_535);
        assertThat(in.readU32()).isEqualTo(4_294_967_294L);
        assertThat(in.readU64()).isEqualTo(42);
        assertThat(in.readU128()).isEqualTo(BigInteger.TWO.pow(128).subtract(BigInteger.ONE));
        assertThat(in.readU256()).isEqualTo(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
        in.requireEnd();
    }

    @Test
    void readsSignedIntegersOfEachWidth() {
        String all = "80" + "feff" + "ffffff7f" + "00".repeat(7) + "80" + "ff".repeat(16) + "00".repeat(31) + "80";
        ScaleReader in = new ScaleReader(HexFormat.of().parseHex(all));
        assertThat(in.readI8()).isEqualTo(Byte.MIN_VALUE);
        assertThat(in.readI16()).isEqualTo((short) -2);
        assertThat(in.readI32()).isEqualTo(Integer.MAX_VALUE);
        assertThat(in.readI64()).isEqualTo(Long.MIN_VALUE);
        assertThat(in.readI128()).isEqualTo(-1);
        assertThat(in.readI256()).isEqualTo(BigInteger.TWO.pow(255).negate());
        in.requireEnd();
    }

    @Test
    void readsWhatWrapsOtherValues() {
        reads("0115000000", in -> in.readOption(ScaleReader::readU32), Optional.of(21L));

        reads("00", in -> in.readOption(ScaleReader::readU32), Optional.empty());
        reads("002a", in -> in.readResult(ScaleReader::readU8, ScaleReader::readBool), new Result.Ok<>(42));
        reads("0100", in -> in.readResult(ScaleReader::readU8, ScaleReader::readBool), new Result.Err<>(false));
        reads("18040008000f0010001700" + "2a00", in -> in.readVec(ScaleReader::readU16), List.of(4, 8, 15, 16, 23, 42));
        reads("010203", in -> in.readArray(3, ScaleReader::readU8), List.of(1, 2, 3));
        reads("01", in -> in.readEnum(BitOrder.class), BitOrder.MOST_SIGNIFICANT_FIRST);
    }

    @ParameterizedTest
    @CsvSource({"00, ", "01, true", "02, false"})
    void readsOptionOfBoolFromOneByte(String hex, Boolean expected) {
        reads(hex, ScaleReader::readOptionBool, Optional.ofNullable(expected));
    }

    @Test
    void refusesAnIndexThatTheTypeDoesNotHave() {
        refuses("02", ScaleReader::readBool, "byte 0 is 2, but bool ends at 1");
        refuses("02", in -> in.readOption(ScaleReader::readU8), "byte 0 is 2, but Option ends at 1");
        refuses("03", ScaleReader::readOptionBool, "byte 0 is 3, but Option<bool> ends at 2");
        refuses(
                "02",
                in -> in.readResult(ScaleReader::readU8, ScaleReader::readU8),
                "byte 0 is 2, but Result ends at 1");
        refuses("02", in -> in.readEnum(BitOrder.class), "byte 0 is 2, but BitOrder ends at 1");
    }

    @Test
    void readsText() {
        reads("30e4b8ade59bbde88194e9809a", ScaleReader::readString, "中国联通");
        refuses("08c328", ScaleReader::readString, "text at byte 0 is not UTF-8");
    }

    @Test
    void refusesAListLongerThanTheInputBeforeItIsAllocated() {
        refuses(
                "03ffffffff",
                ScaleReader::readBytes,
                "wanted 4294967295 elements at byte 0, but there is room for at most 0");
        refuses(
                "0800",
                in -> in.readVec(ScaleReader::readU8),
                "wanted 2 elements at byte 0, but there is room for at most 1");
        refuses("080000", in -> in.readCount(2), "wanted 2 elements at byte 0, but there is room for at most 1");
        refuses(
                "06000400",
                in -> in.readCount(0),
                "wanted 65537 elements at byte 0, but there is room for at most 65536");
        refuses("00", in -> in.readFixedBytes(-1), "wanted 4294967295 bytes at byte 0, but the input ends at 1");
    }

    @Test
    void readsBitVectors() {
        // parity-scale-codec, bit_vec.rs: 1,0,0,1,1 with both orders, and a store of more than a byte
        reads("1419", in -> in.readBitVec(BitStore.U8, BitOrder.LEAST_SIGNIFICANT_FIRST), BitVec.parse("10011"));

        reads("1498", in -> in.readBitVec(BitStore.U8, BitOrder.MOST_SIGNIFICANT_FIRST), BitVec.parse("10011"));
        reads("140098", in -> in.readBitVec(BitStore.U16, BitOrder.MOST_SIGNIFICANT_FIRST), BitVec.parse("10011"));
        reads("00", in -> in.readBitVec(BitStore.U64, BitOrder.LEAST_SIGNIFICANT_FIRST), BitVec.parse(""));
    }

    @Test
    void refusesBitVectorsThatAreNotWhole() {
        ScaleDecoder<BitVec> bits = in -> in.readBitVec(BitStore.U8, BitOrder.LEAST_SIGNIFICANT_FIRST);
        refuses("1439", bits, "bit vector at byte 0 has a bit behind its end");
        refuses("2419", bits, "wanted 9 bits at byte 0, but only 1 bytes are left");
        refuses("03ffffffff", bits, "wanted 4294967295 bits at byte 0, but only 0 bytes are left");
    }

    @Test
    void readsValuesInEachOtherToTheLimitAndNoDeeper() {
        byte[] deep = HexFormat.of().parseHex("04".repeat(64) + "00");
        assertThat(depth(new ScaleReader(deep, 64))).isEqualTo(64);
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> depth(new ScaleReader(deep, 63)))
                .withMessage("value at byte 64 lies deeper than 63");
    }

    @Test
    void readsASliceWithThePositionsOfTheWhole() {
        ScaleReader in = new ScaleReader(HexFormat.of().parseHex("00010203"));
        in.readU8();
        ScaleReader slice = in.readSlice(2);
        assertThat(slice.readU8()).isEqualTo(1);
        assertThat(slice.position()).isEqualTo(2);
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(slice::readU16)
                .withMessage("wanted 2 bytes at byte 2, but the input ends at 3")
                .satisfies(refusal -> assertThat(refusal.position()).isEqualTo(2));
        assertThat(in.readU8()).isEqualTo(3);
    }

    private static int depth(ScaleReader in) {
        return in.readVec(ScaleReaderTest::depth).stream()
                .mapToInt(inner -> inner + 1)
                .max()
                .orElse(0);
    }

    private static <T> T whole(String hex, ScaleDecoder<T> decoder) {
        return ScaleReader.readWhole(HexFormat.of().parseHex(hex), decoder);
    }

    private static <T> void reads(String hex, ScaleDecoder<T> decoder, T expected) {
        T value = whole(hex, decoder);
        assertThat(value).isEqualTo(expected);
    }

    private static void refuses(String hex, ScaleDecoder<?> decoder, String message) {
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> whole(hex, decoder))
                .withMessage(message);
    }
}

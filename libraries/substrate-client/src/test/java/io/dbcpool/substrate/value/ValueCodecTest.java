package io.dbcpool.substrate.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.substrate.metadata.SmallRuntime;
import io.dbcpool.substrate.scale.BitVec;
import io.dbcpool.substrate.scale.ScaleException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {

    private static final Value WHO = Value.of(new byte[32]);

    private final ValueCodec values = SmallRuntime.decoded().values();

    static Stream<Arguments> valuesAndBytes() {
        String zeros = "00".repeat(32);
        return Stream.of(
                Arguments.of(SmallRuntime.BOOL, Value.of(true), "01"),
                Arguments.of(SmallRuntime.U32, Value.of(0xffff_ffffL), "ffffffff"),
                Arguments.of(SmallRuntime.I16, Value.of(-2), "feff"),
                Arguments.of(SmallRuntime.CHAR, Value.of("€"), "ac200000"),
                Arguments.of(SmallRuntime.TEXT, Value.of("€"), "0ce282ac"),
                Arguments.of(SmallRuntime.ACCOUNT, WHO, zeros),
                Arguments.of(SmallRuntime.PAIR, Value.items(WHO, Value.of(1)), zeros + "01000000"),
                Arguments.of(SmallRuntime.COMPACT, Value.of(64), "0101"),
                Arguments.of(SmallRuntime.OPTION, Value.none(), "00"),
                Arguments.of(SmallRuntime.OPTION, Value.some(Value.of(5)), "0105000000"),
                Arguments.of(SmallRuntime.UNIT, Value.items(), ""),
                Arguments.of(SmallRuntime.BITS, new Value.Bits(BitVec.parse("1011")), "100d"),
                Arguments.of(SmallRuntime.DEPOSIT, deposit(Value.of("a")), zeros + "28046100"),
                Arguments.of(
                        SmallRuntime.DEPOSITS,
                        Value.items(deposit(Value.of("")), deposit(Value.of("a"))),
                        "08" + zeros + "280000" + zeros + "28046100"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("valuesAndBytes")
    void goThereAndBack(int typeId, Value value, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(values.encode(typeId, value)).isEqualTo(bytes);
        assertThat(values.decode(typeId, bytes)).isEqualTo(value);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(SmallRuntime.OPTION, "02", 0, "byte 0 is 2, which is no variant"),
                Arguments.of(SmallRuntime.CHAR, "00d80000", 0, "55296 at byte 0 is no character"),
                Arguments.of(SmallRuntime.U64, "00", 0, "wanted 8 bytes at byte 0, but the input ends at 1"),
                Arguments.of(SmallRuntime.BOOL, "0100", 1, "wanted the end at byte 1, but 1 more follow"),
                Arguments.of(SmallRuntime.COMPACT_TEXT, "00", 0, "type 6 at byte 0 cannot be compact"),
                Arguments.of(
                        SmallRuntime.DEPOSITS,
                        "feffffff",
                        0,
                        "wanted 1073741823 elements at byte 0, but 0 bytes are left"),
                Arguments.of(
                        SmallRuntime.MANY_UNITS, "", 0, "wanted 4294967295 elements at byte 0, but 0 bytes are left"),
                Arguments.of(
                        SmallRuntime.DOUBLED, "", 0, "value at byte 0 has more parts than its bytes can account for"),
                Arguments.of(SmallRuntime.NAMES_ITSELF, "00", 0, "value at byte 0 lies deeper than 64"),
                Arguments.of(SmallRuntime.HOLDS_ITSELF_TWICE, "00", 0, "value at byte 0 lies deeper than 64"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("refusals")
    void areRefusedWithThePosition(int typeId, String hex, int position, String message) {
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> values.decode(typeId, HexFormat.of().parseHex(hex)))
                .withMessage(message)
                .satisfies(refusal -> assertThat(refusal.position()).isEqualTo(position));
    }

    static Stream<Arguments> wrongValues() {
        Map<String, Value> extra = new LinkedHashMap<>(deposit(Value.of("")).asFields());
        extra.put("more", Value.of(1));
        return Stream.of(
                Arguments.of(SmallRuntime.U32, Value.of(1L << 32), "the value wants u32, but found 4294967296"),
                Arguments.of(SmallRuntime.U32, Value.of(-1), "the value wants u32, but found -1"),
                Arguments.of(SmallRuntime.I16, Value.of(32_768), "the value wants i16, but found 32768"),
                Arguments.of(
                        SmallRuntime.COMPACT,
                        Value.of(BigInteger.TWO.pow(128)),
                        "the value wants a compact u128, but found " + BigInteger.TWO.pow(128)),
                Arguments.of(SmallRuntime.ACCOUNT, Value.of(new byte[31]), "the value wants 32 bytes, but found Bytes"),
                Arguments.of(SmallRuntime.CHAR, Value.of("ab"), "the value wants one character, but found Text"),
                Arguments.of(SmallRuntime.OPTION, Value.variant("Maybe"), "the value has no variant Maybe"),
                Arguments.of(
                        SmallRuntime.OPTION, Value.variant("Some"), "the value wants field 0, but there are only []"),
                Arguments.of(
                        SmallRuntime.DEPOSITS,
                        Value.items(deposit(Value.of("")), deposit(Value.of(3))),
                        "1.label wants text, but found 3"),
                Arguments.of(
                        SmallRuntime.DEPOSIT,
                        new Value.Struct(extra),
                        "the value wants 4 fields, but found [who, amount, label, until, more]"),
                Arguments.of(SmallRuntime.NAMES_ITSELF, Value.of(1), "the value lies deeper than 64"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("wrongValues")
    void areNeverCutOrGuessed(int typeId, Value value, String message) {
        assertThatThrownBy(() -> values.encode(typeId, value))
                .isInstanceOf(ValueException.class)
                .hasMessage(message);
    }

    @Test
    void sayWhatTheyAreToWhoGuessedWrong() {
        assertThatThrownBy(() -> Value.of(1).asText()).hasMessage("wanted text, but found Int");
        assertThatThrownBy(() -> deposit(WHO).field("owner"))
                .hasMessage("wanted field owner, but there are only [who, amount, label, until]");
        assertThat(Value.some(Value.of(5)).asOption()).contains(Value.of(5));
        assertThat(Value.none().asOption()).isEmpty();
    }

    private static Value deposit(Value label) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("who", WHO);
        fields.put("amount", Value.of(10));
        fields.put("label", label);
        fields.put("until", Value.none());
        return new Value.Struct(fields);
    }
}

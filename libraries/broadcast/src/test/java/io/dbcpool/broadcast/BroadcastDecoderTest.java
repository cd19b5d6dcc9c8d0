package io.dbcpool.broadcast;

import static io.dbcpool.broadcast.Verdict.Reason.BAD_NODE_ID;
import static io.dbcpool.broadcast.Verdict.Reason.BAD_STATUS;
import static io.dbcpool.broadcast.Verdict.Reason.NOT_AN_OBJECT;
import static io.dbcpool.broadcast.Verdict.Reason.NOT_BASE64;
import static io.dbcpool.broadcast.Verdict.Reason.NOT_JSON;
import static io.dbcpool.broadcast.Verdict.Reason.TOO_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.broadcast.Verdict.Accepted;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastDecoderTest {

    static final MachineId MACHINE = new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    static final String RENTING =
            "eyJub2RlX2lkIjoiOGVhZjA0MTUxNjg3NzM2MzI2YzlmZWExN2UyNWZjNTI4NzYxMzY5M2M5MTI5MDljYjIyNmFhNDc5NGYyNmE0OCIsICJzdGF0dXMiOiJyZW50aW5nIn0=";
    static final String EMPTY =
            "eyJub2RlX2lkIjoiOGVhZjA0MTUxNjg3NzM2MzI2YzlmZWExN2UyNWZjNTI4NzYxMzY5M2M5MTI5MDljYjIyNmFhNDc5NGYyNmE0OCIsICJzdGF0dXMiOiJlbXB0eSJ9";

    @Test
    void readsAndWritesTheNodesOwnBytes() {
        assertThat(decode(RENTING)).isEqualTo(new Accepted(MACHINE, Word.RENTING));
        assertThat(decode(EMPTY)).isEqualTo(new Accepted(MACHINE, Word.EMPTY));
        assertThat(BroadcastEncoder.encode(MACHINE, Word.RENTING))
                .hasSize(132)
                .asString()
                .isEqualTo(RENTING);
        assertThat(BroadcastEncoder.encode(MACHINE, Word.EMPTY))
                .hasSize(128)
                .asString()
                .isEqualTo(EMPTY);
    }

    @ParameterizedTest
    @MethodSource
    void accepts(String what, String datagram) {
        assertThat(decode(datagram)).as(what).isEqualTo(new Accepted(MACHINE, Word.RENTING));
    }

    static Stream<Arguments> accepts() {
        return Stream.of(
                arguments("no padding", RENTING.replace("=", "")),
                arguments("whitespace around it", "\r\n\t " + RENTING + " \t\r\n"),
                arguments("no padding, a line end behind it", RENTING.replace("=", "\n")),
                arguments(
                        "upper case",
                        json(
                                "{'node_id':'ID', 'status':'renting'}",
                                MACHINE.hex().toUpperCase(Locale.ROOT))),
                arguments("the wiki's spacing", json("{ 'node_id' : 'ID' , 'status' : 'renting' }", MACHINE)),
                arguments("the other order", json("{'status':'renting','node_id':'ID'}", MACHINE)),
                arguments("line ends", json("\n{\n'node_id':'ID',\n'status':'renting'\n}\n", MACHINE)),
                arguments("escapes", json("{'node_\\u0069d':'ID','status':'\\u0072enting'}", MACHINE)),
                arguments(
                        "more fields",
                        json("{'v':[1,{'status':'empty'}],'node_id':'ID','status':'renting','t':null}", MACHINE)),
                arguments("a name in Korean", json("{'상태':'비어 있음','node_id':'ID','status':'renting'}", MACHINE)),
                arguments("512 bytes", RENTING + " ".repeat(512 - 132)));
    }

    @ParameterizedTest
    @MethodSource
    void refuses(String what, String datagram, Reason reason, String detail) {
        assertThat(decode(datagram)).as(what).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.detail()).isEqualTo(detail);
            assertThat(refused.machineId()).isEqualTo(reason == BAD_STATUS ? Optional.of(MACHINE) : Optional.empty());
        });
    }

    static Stream<Arguments> refuses() {
        String id = MACHINE.hex();
        return Stream.of(
                arguments(
                        "513 bytes", RENTING + " ".repeat(513 - 132), TOO_LONG, "wanted at most 512 bytes, found 513"),
                arguments("nothing", "", NOT_BASE64, "wanted base64, found nothing"),
                arguments("only whitespace", " \n ", NOT_BASE64, "wanted base64, found nothing"),
                arguments("plain JSON", "{}", NOT_BASE64, "wanted base64, found 0x7b at byte 0 of 2"),
                arguments("url alphabet", "ab-_", NOT_BASE64, "wanted base64, found 0x2d at byte 2 of 4"),
                arguments("a line break inside", "e30\ne30=", NOT_BASE64, "wanted base64, found 0x0a at byte 3 of 8"),
                arguments("a NUL behind", "e30=\0", NOT_BASE64, "wanted base64, found 0x3d at byte 3 of 5"),
                arguments("half the padding", "eQ=", NOT_BASE64, "wanted base64, found 0x51 at byte 1 of 3"),
                arguments("too much padding", "e30==", NOT_BASE64, "wanted base64, found 0x30 at byte 2 of 5"),
                arguments("padding alone", "=", NOT_BASE64, "wanted base64, found 0x3d at byte 0 of 1"),
                arguments("padding inside", "eQ==e30=", NOT_BASE64, "wanted base64, found 0x3d at byte 2 of 8"),
                arguments("a digit too many", "e30ge", NOT_BASE64, "wanted base64, found 0x65 at byte 4 of 5"),
                arguments("bits behind the end", "e31=", NOT_BASE64, "wanted base64, found 0x31 at byte 2 of 4"),
                arguments("not UTF-8", base64(0x22, 0xc3, 0x28, 0x22), NOT_JSON, "wanted UTF-8, found 0xc3 at byte 1"),
                arguments("UTF-8 too long", base64(0x22, 0xc0, 0xa2), NOT_JSON, "wanted UTF-8, found 0xc0 at byte 1"),
                arguments("UTF-16", base64(0xff, 0xfe, 0x7b, 0), NOT_JSON, "wanted UTF-8, found 0xff at byte 0"),
                arguments(
                        "a mark before it",
                        json("\ufeff{}"),
                        NOT_JSON,
                        "wanted JSON, found none from character 0 of 3"),
                arguments("blanks", json("   "), NOT_JSON, "wanted JSON, found nothing"),
                arguments("no JSON", json("renting"), NOT_JSON, "wanted JSON, found none from character 0 of 7"),
                arguments(
                        "half an object",
                        json("{'node_id':"),
                        NOT_JSON,
                        "wanted JSON, found none from character 11 of 11"),
                arguments(
                        "twice the same field",
                        json("{'status':'empty','status':'renting','node_id':'ID'}", id),
                        NOT_JSON,
                        "wanted JSON, found none from character 26 of 114"),
                arguments(
                        "rest behind it",
                        json("{'node_id':'ID','status':'renting'}x", id),
                        NOT_JSON,
                        "wanted JSON, found none from character 97 of 98"),
                arguments(
                        "two objects",
                        json("{'node_id':'ID','status':'renting'}{}", id),
                        NOT_AN_OBJECT,
                        "wanted one object, found more behind the first value"),
                arguments(
                        "an array",
                        json("[{'node_id':'ID','status':'renting'}]", id),
                        NOT_AN_OBJECT,
                        "wanted one object, found an array"),
                arguments("a text", json("'renting'"), NOT_AN_OBJECT, "wanted one object, found a text"),
                arguments("null", json("null"), NOT_AN_OBJECT, "wanted one object, found null"),
                arguments("an empty object", json("{}"), BAD_NODE_ID, "wanted 64 hex digits as node_id, found none"),
                arguments(
                        "a number for an id",
                        json("{'node_id':12,'status':'renting'}"),
                        BAD_NODE_ID,
                        "wanted 64 hex digits as node_id, found a number"),
                arguments(
                        "an id of 63",
                        json("{'node_id':'ID','status':'renting'}", "a".repeat(63)),
                        BAD_NODE_ID,
                        "wanted 64 hex digits as node_id, found 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…' of 63 characters"),
                arguments(
                        "an id with 0x",
                        json("{'node_id':'0xID','status':'renting'}", id),
                        BAD_NODE_ID,
                        "wanted 64 hex digits as node_id, found '0x8eaf04151687736326c9fea17e25fc…' of 66 characters"),
                arguments(
                        "an id inside",
                        json("{'a':{'node_id':'ID'},'status':'renting'}", id),
                        BAD_NODE_ID,
                        "wanted 64 hex digits as node_id, found none"),
                arguments(
                        "no status",
                        json("{'node_id':'ID'}", id),
                        BAD_STATUS,
                        "wanted renting or empty as status, found none"),
                arguments(
                        "upper case",
                        json("{'node_id':'ID','status':'RENTING'}", id),
                        BAD_STATUS,
                        "wanted renting or empty as status, found 'RENTING' of 7 characters"),
                arguments(
                        "the Korean wiki's",
                        json("{'node_id':'ID','status':'비어 있음'}", id),
                        BAD_STATUS,
                        "wanted renting or empty as status, found '?? ??' of 5 characters"),
                arguments(
                        "a terminal's colours",
                        json("{'node_id':'ID','status':'\\u001b[31m'}", id),
                        BAD_STATUS,
                        "wanted renting or empty as status, found '?[31m' of 5 characters"),
                arguments(
                        "a status of null",
                        json("{'node_id':'ID','status':null}", id),
                        BAD_STATUS,
                        "wanted renting or empty as status, found null"),
                arguments(
                        "a list of words",
                        json("{'node_id':'ID','status':['renting']}", id),
                        BAD_STATUS,
                        "wanted renting or empty as status, found an array"),
                arguments(
                        "a truth",
                        json("{'node_id':'ID','status':true}", id),
                        BAD_STATUS,
                        "wanted renting or empty as status, found a truth value"));
    }

    @Test
    void whatWasCutIsJudgedByItsWholeLength() {
        assertThat(BroadcastDecoder.decode(new byte[513], 65_507))
                .isEqualTo(new Refused(TOO_LONG, "wanted at most 512 bytes, found 65507", Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Word.class)
    void everyTruncationIsRefused(Word word) {
        byte[] whole = BroadcastEncoder.encode(MACHINE, word);
        // Without its padding it is whole.
        int least =
                new String(whole, StandardCharsets.US_ASCII).replace("=", "").length();

        for (int length = 0; length < least; length++) {
            assertThat(BroadcastDecoder.decode(Arrays.copyOf(whole, length), length))
                    .as("%d bytes", length)
                    .isInstanceOf(Refused.class);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noBytesMakeItThrow(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            byte[] datagram =
                    random.nextBoolean() ? bytes : Base64.getEncoder().encode(Arrays.copyOf(bytes, bytes.length % 380));
            assertThat(BroadcastDecoder.decode(datagram, datagram.length)).isInstanceOf(Refused.class);
        }
    }

    /** What is one change away from genuine is refused or says the same, or says another word or machine openly. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mutatedGenuineOnesAreReadAsWhatTheySayOrRefused(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] json = Base64.getDecoder().decode(random.nextBoolean() ? RENTING : EMPTY);
            for (int change = random.nextInt(3); change >= 0; change--) {
                json[random.nextInt(json.length)] = (byte) random.nextInt(256);
            }
            byte[] datagram = Base64.getEncoder().encode(json);
            var text = new String(json, StandardCharsets.UTF_8);

            if (BroadcastDecoder.decode(datagram, datagram.length) instanceof Accepted accepted) {
                assertThat(text).containsIgnoringCase(accepted.machineId().hex());
                assertThat(text).contains(accepted.word() == Word.RENTING ? "\"renting\"" : "\"empty\"");
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsTheBase64ThatTheJdkWrites(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            byte[] padded = Base64.getEncoder().encode(bytes);
            byte[] bare = Base64.getEncoder().withoutPadding().encode(bytes);

            assertThat(Base64Text.decode(padded, 0, padded.length)).isEqualTo(bytes);
            assertThat(Base64Text.decode(bare, 0, bare.length)).isEqualTo(bytes);
        }
    }

    private static Verdict decode(String datagram) {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        return BroadcastDecoder.decode(bytes, bytes.length);
    }

    private static String json(String text) {
        return Base64.getEncoder().encodeToString(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String text, Object id) {
        return json(text.replace("ID", id.toString()));
    }

    private static String base64(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        return Base64.getEncoder().encodeToString(raw);
    }

    @Test
    void aTestWordIsNoWordOfTheNodes() {
        byte[] plain = BroadcastEncoder.encodeTest(MACHINE);
        byte[] canary = BroadcastEncoder.encodeCanary(MACHINE, "5f3a-1");

        assertThat(BroadcastDecoder.decode(plain, plain.length))
                .isEqualTo(new Verdict.Tested(MACHINE, Optional.empty()));
        assertThat(BroadcastDecoder.decode(canary, canary.length))
                .isEqualTo(new Verdict.Tested(MACHINE, Optional.of("5f3a-1")));
    }
}

package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Decoded.Read;
import io.dbcpool.events.Decoded.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final GoldenFile HEARD = new GoldenFile("dbc.broadcasts/heard");

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_type", "ce_source", "ce_time"})
    void aRecordWithoutAHeaderIsUnreadable(String name) {
        var headers = new LinkedHashMap<>(HEARD.headers());
        headers.remove(name);

        assertThat(decode("dbc.broadcasts", headers))
                .isEqualTo(new Unreadable("wanted the header %s, found only %s".formatted(name, headers.keySet())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_subject", "content-type"})
    void aRecordWithoutAHeaderThatNobodyNeedsIsRead(String name) {
        var headers = new LinkedHashMap<>(HEARD.headers());
        headers.remove(name);

        assertThat(decode("dbc.broadcasts", headers)).isInstanceOf(Read.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ce_specversion | 2.0 | wanted ce_specversion '1.0', found '2.0'",
                "ce_time | noon | ce_time: wanted an RFC 3339 time, found 'noon'",
                "ce_type | io.dbcpool.alert | wanted a ce_type that dbc.broadcasts holds, found 'io.dbcpool.alert'",
            })
    void aHeaderThatSaysSomethingElse(String name, String value, String reason) {
        assertThat(decode("dbc.broadcasts", with(HEARD.headers(), name, value))).isEqualTo(new Unreadable(reason));
    }

    @Test
    void aTypeThatTheValueDoesNotHave() {
        var begun = new GoldenFile("dbc.node.rentals/rental-begun");
        var headers = with(begun.headers(), "ce_type", "io.dbcpool.node.rental-ended");

        assertThat(EventCodec.decode(begun.topic(), headers, bytes(begun.value())))
                .isEqualTo(new Unreadable("wanted a value of ce_type 'io.dbcpool.node.rental-ended',"
                        + " found one of 'io.dbcpool.node.rental-begun'"));
    }

    @Test
    void aTopicThatIsNotOurs() {
        assertThat(decode("weather", HEARD.headers()))
                .isEqualTo(new Unreadable("wanted a ce_type that weather holds, found 'io.dbcpool.broadcast.heard'"));
    }

    @Test
    void aRecordWithoutAValue() {
        assertThat(EventCodec.decode("dbc.broadcasts", HEARD.headers(), null))
                .isEqualTo(new Unreadable("wanted a JSON value, found none"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | wanted an object, found none",
                "null | wanted an object, found null",
                "[] | wanted an object, found array",
                "7 | wanted an object, found number",
            })
    void aValueThatIsNoObject(String value, String reason) {
        assertThat(HEARD.decode(value)).isEqualTo(new Unreadable(reason));
    }

    @Test
    void aValueThatIsNoJson() {
        assertThat(HEARD.decode(HEARD.value() + "{}")).isInstanceOf(Unreadable.class);
        assertThat(HEARD.decode(HEARD.value().replace("}", ""))).isInstanceOf(Unreadable.class);
        assertThat(HEARD.decode(HEARD.value().replace("{", "{\"count\":2,"))).isInstanceOf(Unreadable.class);
        assertThat(HEARD.decode("[".repeat(100_000))).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({"1048576, true", "1048577, false"})
    void aValueOfMoreThanOneMebibyte(int length, boolean isReadable) {
        String padded = HEARD.value() + " ".repeat(length - HEARD.value().length());

        assertThat(HEARD.decode(padded) instanceof Read).isEqualTo(isReadable);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomBytesAreNoException(int seed) {
        var random = new Random(seed);
        for (GoldenFile file : GoldenFile.list()) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertThat(EventCodec.decode(file.topic(), file.headers(), noise)).isInstanceOf(Unreadable.class);

            byte[] damaged = bytes(file.value());
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            assertThat(EventCodec.decode(file.topic(), file.headers(), damaged)).isNotNull();
        }
    }

    @Test
    void timesAreWrittenInWholeMicroseconds() {
        var moment = Instant.parse("2026-11-24T03:00:00.123456789Z");

        assertThat(EventCodec.micros(moment)).isEqualTo(Instant.parse("2026-11-24T03:00:00.123456Z"));
        assertThat(WireFormat.time(moment)).isEqualTo("2026-11-24T03:00:00.123456Z");
        assertThat(WireFormat.time(Instant.parse("2026-11-24T03:00:00Z"))).isEqualTo("2026-11-24T03:00:00.000000Z");
    }

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    private static Decoded decode(String topic, Map<String, String> headers) {
        return EventCodec.decode(topic, headers, bytes(HEARD.value()));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireFormatTimeTest {

    private static final DateTimeFormatter PATTERN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Test
    void isWhatTheFormatterWritesForAnyMoment() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var moment = Instant.ofEpochSecond(
                    random.nextLong(-70_000_000_000L, 300_000_000_000L), random.nextInt(1_000_000_000));
            assertThat(WireFormat.time(moment)).as("seed %d", seed).isEqualTo(PATTERN.format(moment));
        }
    }

    @Test
    void hasSixDigitsAfterThePointAlways() {
        assertThat(WireFormat.time(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000000Z");
        assertThat(WireFormat.time(Instant.parse("0005-01-02T03:04:05.000006Z")))
                .isEqualTo("0005-01-02T03:04:05.000006Z");
    }
}

package io.dbcpool.console.words;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as they are shown: UTC, because a pool's hosts and its people are in several zones. */
final class Times {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter PRECISE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    static String show(Instant at) {
        return TIME.format(at);
    }

    static String precise(Instant at) {
        return PRECISE.format(at);
    }

    /** {@code 3.2} for 3,214 ms. */
    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }
}

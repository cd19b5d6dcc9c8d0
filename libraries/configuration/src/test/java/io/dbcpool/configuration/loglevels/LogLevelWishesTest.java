package io.dbcpool.configuration.loglevels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLevelWishesTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final LogLevelWish DEBUG = new LogLevelWish("io.dbcpool", LogLevel.DEBUG, NOW.plusSeconds(1));

    @Test
    void aFileSaysWhatWasWrittenInIt() {
        var wishes =
                LogLevelWishes.none().with(DEBUG).with(new LogLevelWish("root", LogLevel.WARN, NOW.plusSeconds(2)));
        assertEquals(wishes, LogLevelWishes.read(wishes.text(), NOW));
    }

    @Test
    void aWishHoldsUntilItsEndAndNoLonger() {
        String text = LogLevelWishes.none().with(DEBUG).text();
        assertEquals(
                List.of(DEBUG), LogLevelWishes.read(text, NOW.plusMillis(999)).wishes());
        assertEquals(LogLevelWishes.none(), LogLevelWishes.read(text, NOW.plusSeconds(1)));
    }

    @Test
    void theLastLineAboutALoggerCounts() {
        assertEquals(
                List.of(new LogLevelWish("a.B", LogLevel.ERROR, NOW.plusSeconds(60))),
                LogLevelWishes.read("a.B trace 2026-05-01T10:02:00Z\na.B error 2026-05-01T10:01:00Z\n", NOW)
                        .wishes());
    }

    @Test
    void aLineThatCannotBeUsedIsAProblemAndTheOthersCount() {
        var found = LogLevelWishes.read("""
                # a remark

                io.dbcpool
                a=b DEBUG 2026-05-01T10:01:00Z
                a.B LOUD 2026-05-01T10:01:00Z
                a.B DEBUG tomorrow
                a.B DEBUG 2026-05-02T10:00:01Z
                io.dbcpool DEBUG 2026-05-01T10:00:01Z
                """, NOW);
        assertEquals(
                new LogLevelWishes(
                        List.of(DEBUG),
                        List.of(
                                "line 3: wanted LOGGER LEVEL UNTIL, found 1 words",
                                "line 4: wanted the name of a logger, such as io.dbcpool.watcher, or root",
                                "line 5: wanted one of TRACE, DEBUG, INFO, WARN, ERROR, OFF for a.B",
                                "line 6: wanted a time such as 2026-05-01T10:15:00Z for a.B",
                                "line 7: wanted an end within 24 h, found 2026-05-02T10:00:01Z")),
                found);
    }
}

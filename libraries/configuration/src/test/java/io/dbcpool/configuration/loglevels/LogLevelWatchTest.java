package io.dbcpool.configuration.loglevels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLevelWatchTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final String NAME = "io.dbcpool.loglevels.test";
    private static final Logger LOGGER = Logger.getLogger(NAME);

    private final List<String> told = new ArrayList<>();

    @TempDir
    Path state;

    private LogLevelWatch at(Instant now, LogLevelFile file) {
        return new LogLevelWatch(file, Clock.fixed(now, ZoneOffset.UTC), told::add);
    }

    @Test
    void aWishIsObeyedAndUndoneWhenItIsTakenBack() throws IOException {
        var file = LogLevelFile.of(state, "node-agent");
        try (var watch = at(NOW, file)) {
            watch.look();
            file.write(LogLevelWishes.none().with(new LogLevelWish(NAME, LogLevel.DEBUG, NOW.plusSeconds(9))));
            watch.look();
            watch.look();
            assertEquals(Level.FINE, LOGGER.getLevel());
            file.write(LogLevelWishes.none());
            watch.look();
            assertNull(LOGGER.getLevel());
        }
        assertEquals(
                List.of(
                        "log level changed logger=%s level=DEBUG until=2026-05-01T10:00:09Z".formatted(NAME),
                        "log level as before logger=%s level=that of the logger above it".formatted(NAME)),
                told);
    }

    @Test
    void aLevelThatTheFrameworkSetMeanwhileIsWhatIsGoneBackTo() throws IOException {
        var file = LogLevelFile.of(state, "node-agent");
        try (var watch = at(NOW, file)) {
            file.write(LogLevelWishes.none().with(new LogLevelWish(NAME, LogLevel.TRACE, NOW.plusSeconds(9))));
            watch.look();
            LOGGER.setLevel(Level.WARNING);
            watch.look();
            assertEquals(Level.FINER, LOGGER.getLevel());
            file.write(LogLevelWishes.none());
            watch.look();
            assertEquals(Level.WARNING, LOGGER.getLevel());
        } finally {
            LOGGER.setLevel(null);
        }
    }

    @Test
    void aProblemIsToldOnceAndAgainWhenItIsAnother() throws IOException {
        Path path = Files.createDirectories(state.resolve("log-levels")).resolve("node-agent");
        try (var watch = at(NOW, LogLevelFile.of(state, "node-agent"))) {
            Files.writeString(path, "loud");
            watch.look();
            watch.look();
            Files.write(path, new byte[LogLevelFile.LARGEST + 1]);
            watch.look();
        }
        assertEquals(
                List.of(
                        "log levels: %s: line 1: wanted LOGGER LEVEL UNTIL, found 1 words".formatted(path),
                        "log levels: %s: wanted at most 65536 bytes, found more".formatted(path)),
                told);
    }
}

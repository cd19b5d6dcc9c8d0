package io.dbcpool.configuration;

import io.dbcpool.configuration.PoolConfig.Watcher;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** {@code watcher:}, with how its times relate. */
final class WatcherSection {

    /** What DBC allows from the rental to a free machine. */
    static final Duration DBC_DEADLINE = Duration.ofSeconds(10);

    /** What is left after {@code term} for SIGKILL, and for the kernel to take the devices back. */
    static final Duration RESERVE = Duration.ofSeconds(2);

    private static final Duration MAX_HOLD_DOWN = Duration.ofHours(24);
    private static final Watcher DEFAULT =
            new Watcher(DBC_DEADLINE, Duration.ofSeconds(5), Duration.ofSeconds(7), Duration.ofMinutes(3));

    private WatcherSection() {}

    static Watcher read(Value section) {
        var keys = section.section(Set.of("deadline", "soft", "term", "hold-down"));
        var watcher = new Watcher(
                duration(keys, "deadline", DEFAULT.deadline()),
                duration(keys, "soft", DEFAULT.soft()),
                duration(keys, "term", DEFAULT.term()),
                duration(keys, "hold-down", DEFAULT.holdDown()));
        check(watcher, keys);
        return watcher;
    }

    private static Duration duration(Map<String, Value> keys, String key, Duration otherwise) {
        return PoolFile.get(keys, key)
                .read("a time such as 10s, 500ms, 3m or 1h", Words::duration)
                .orElse(otherwise);
    }

    private static void check(Watcher watcher, Map<String, Value> keys) {
        if (watcher.deadline().compareTo(DBC_DEADLINE) > 0) {
            PoolFile.get(keys, "deadline")
                    .refuse("wanted at most the 10s that DBC allows, found " + text(watcher.deadline()));
        }
        var lastTerm = watcher.deadline().minus(RESERVE);
        if (watcher.term().compareTo(lastTerm) > 0) {
            PoolFile.get(keys, "term")
                    .refuse("wanted at most %s, which is deadline (%s) - %s, found %s"
                            .formatted(text(lastTerm), text(watcher.deadline()), text(RESERVE), text(watcher.term())));
        }
        if (watcher.soft().compareTo(watcher.term()) > 0) {
            PoolFile.get(keys, "soft")
                    .refuse("wanted at most term (%s), found %s".formatted(text(watcher.term()), text(watcher.soft())));
        }
        if (watcher.holdDown().compareTo(MAX_HOLD_DOWN) > 0) {
            PoolFile.get(keys, "hold-down").refuse("wanted at most 24h, found " + text(watcher.holdDown()));
        }
    }

    /** As the file writes it: {@code 7s}, {@code 7500ms}. */
    private static String text(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}

package io.dbcpool.configuration;

import io.dbcpool.configuration.PoolConfig.Watcher;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code watcher:}, with how its times relate. */
final class WatcherSection {

    /** What DBC allows from the rental to a free machine. */
    static final Duration DBC_DEADLINE = Duration.ofSeconds(10);

    /** What is left after {@code term} for SIGKILL, and for the kernel to take the devices back. */
    static final Duration RESERVE = Duration.ofSeconds(2);

    private static final Duration MAX_HOLD_DOWN = Duration.ofHours(24);

    /** A drill stops the owner's work; one that never rests would be a mistake in the file. */
    private static final Duration MIN_DRILL_EVERY = Duration.ofHours(1);

    private static final String TIME = "a time such as 10s, 500ms, 3m or 1h";
    private static final Watcher DEFAULT = new Watcher(
            DBC_DEADLINE, Duration.ofSeconds(5), Duration.ofSeconds(7), Duration.ofMinutes(3), Optional.empty());

    private WatcherSection() {}

    static Watcher read(Value section) {
        var keys = section.section(Set.of("deadline", "soft", "term", "hold-down", "drill-every"));
        var watcher = new Watcher(
                duration(keys, "deadline", DEFAULT.deadline()),
                duration(keys, "soft", DEFAULT.soft()),
                duration(keys, "term", DEFAULT.term()),
                duration(keys, "hold-down", DEFAULT.holdDown()),
                PoolFile.get(keys, "drill-every").read(TIME, Words::duration));
        check(watcher, keys);
        return watcher;
    }

    private static Duration duration(Map<String, Value> keys, String key, Duration otherwise) {
        return PoolFile.get(keys, key).read(TIME, Words::duration).orElse(otherwise);
    }

    private static void check(Watcher watcher, Map<String, Value> keys) {
        var lastTerm = watcher.deadline().minus(RESERVE);
        atMost(keys, "deadline", watcher.deadline(), DBC_DEADLINE, "the %s that DBC allows");
        atMost(keys, "term", watcher.term(), lastTerm, "%s, which is deadline - " + text(RESERVE));
        atMost(keys, "soft", watcher.soft(), watcher.term(), "%s, which is term");
        atMost(keys, "hold-down", watcher.holdDown(), MAX_HOLD_DOWN, "%s");
        watcher.drillEvery()
                .filter(found -> found.compareTo(MIN_DRILL_EVERY) < 0)
                .ifPresent(found -> PoolFile.get(keys, "drill-every")
                        .refuse("wanted at least %s, found %s".formatted(text(MIN_DRILL_EVERY), text(found))));
    }

    private static void atMost(Map<String, Value> keys, String key, Duration found, Duration most, String limit) {
        if (found.compareTo(most) > 0) {
            var value = PoolFile.get(keys, key);
            value.refuse("wanted at most %s, found %s%s"
                    .formatted(
                            limit.formatted(text(most)),
                            text(found),
                            value.isAbsent() ? ", which is the default" : ""));
        }
    }

    /** As the file writes it: {@code 7s}, {@code 7500ms}. */
    private static String text(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}

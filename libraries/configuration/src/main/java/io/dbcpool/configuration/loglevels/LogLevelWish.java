package io.dbcpool.configuration.loglevels;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One logger that is to have another level for a while.
 *
 * @param logger its full name; those below it follow, unless they have a level of their own
 * @param until after it the logger has its own level again
 */
public record LogLevelWish(String logger, LogLevel level, Instant until) {

    /** The logger above all others. */
    public static final String ROOT = "root";

    /** Longer than that is no look at something, but a way to run a service. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.-]{0,199}");

    /** Whether a logger can be called that. */
    public static boolean isName(String logger) {
        return NAME.matcher(logger).matches();
    }
}

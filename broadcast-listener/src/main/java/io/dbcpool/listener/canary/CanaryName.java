package io.dbcpool.listener.canary;

import java.util.Optional;

/**
 * How a test word names its sender and its number, {@code 5f3a…-17}, so that the listeners of one network do not take
 * each other's for their own.
 *
 * @param listener made at random at each start, 16 hex digits
 */
public record CanaryName(String listener, long number) {

    public String text() {
        return listener + "-" + number;
    }

    /** Empty where it is another listener's, or no name at all. */
    public static Optional<Long> findNumber(String text, String listener) {
        if (!text.startsWith(listener + "-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text.substring(listener.length() + 1)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

package io.dbcpool.bus;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a follower begins.
 *
 * @param lookback how far before its start, by the records' timestamps; empty for the end, that is, with what is
 *     written from its first contact on
 */
public record From(Optional<Duration> lookback) {

    public static From theEnd() {
        return new From(Optional.empty());
    }

    public static From before(Duration lookback) {
        return new From(Optional.of(lookback));
    }
}

package io.dbcpool.watcher.belief;

import io.dbcpool.watcher.vacate.Moment;
import java.time.Duration;
import java.util.Optional;

/** From the first to the last time that a word was heard, whatever was said between. */
public record Span(Moment since, Moment last) {

    /** Two of the DBC node's timer periods: what was not said for longer is over. */
    static final Duration OVER_AFTER = Duration.ofMinutes(30);

    static Span with(Optional<Span> before, Moment now) {
        return before.filter(span -> !span.isOver(now))
                .map(span -> new Span(span.since, now))
                .orElseGet(() -> new Span(now, now));
    }

    boolean isOver(Moment now) {
        return now.monotonic().since(last.monotonic()).compareTo(OVER_AFTER) >= 0;
    }

    boolean isAtLeast(Duration length) {
        return last.monotonic().since(since.monotonic()).compareTo(length) >= 0;
    }
}

package io.dbcpool.console.sending;

import io.dbcpool.console.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Traces that were not taken yet, at most {@value #MOST}, each for an hour. After a failure nothing is sent for a
 * while, longer each time; the one that failed goes to the end, so that one which nobody takes holds up no other. Not
 * thread-safe.
 */
final class TraceQueue {

    static final int MOST = 1_000;

    static final Duration KEPT = Duration.ofHours(1);

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** @param since when it was first to be sent */
    record Waiting(Trace trace, Instant since) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Duration pause = Duration.ZERO;
    private Instant resumesAt = Instant.MIN;

    /** @return what there was no room for any more: the oldest */
    Optional<Trace> add(Trace trace, Instant now) {
        waiting.addLast(new Waiting(trace, now));
        return waiting.size() > MOST ? Optional.of(waiting.removeFirst().trace()) : Optional.empty();
    }

    /** The next one to be sent, if one may be sent now. It is to be answered for. */
    Optional<Waiting> next(Instant now) {
        return now.isBefore(resumesAt) ? Optional.empty() : Optional.ofNullable(waiting.pollFirst());
    }

    void onTaken() {
        pause = Duration.ZERO;
    }

    /** @return whether it is tried again; else it has waited for too long and is gone */
    boolean onRefused(Waiting refused, Instant now) {
        var longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        resumesAt = now.plus(pause);
        boolean again = now.isBefore(refused.since().plus(KEPT));
        if (again) {
            waiting.addLast(refused);
        }
        return again;
    }

    int size() {
        return waiting.size();
    }
}

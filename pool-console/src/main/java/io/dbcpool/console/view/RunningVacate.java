package io.dbcpool.console.view;

import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A vacate that has begun, and of whose end nothing is known yet.
 *
 * @param steps those that were told so far, in their order
 */
public record RunningVacate(VacateStarted started, List<VacateStep> steps) {

    /** A vacate has about seven. */
    private static final int MOST_STEPS = 32;

    /**
     * A watcher that is killed tells of no end, and nor does one that has given up on a broken machine for longer than
     * this: after it the vacate is shown no more.
     */
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    public RunningVacate {
        steps = List.copyOf(steps);
    }

    RunningVacate with(VacateStep step) {
        if (steps.size() >= MOST_STEPS || steps.contains(step)) {
            return this;
        }
        var next = new ArrayList<>(steps);
        next.add(step);
        return new RunningVacate(started, next);
    }

    public boolean isLate(Instant now) {
        return now.isAfter(started.deadline());
    }

    boolean isForgotten(Instant now) {
        return now.isAfter(started.deadline().plus(FORGOTTEN_AFTER));
    }
}

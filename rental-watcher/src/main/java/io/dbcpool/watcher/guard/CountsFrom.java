package io.dbcpool.watcher.guard;

import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.vacate.Anchor;
import io.dbcpool.watcher.vacate.Moment;
import java.time.Duration;

/**
 * From when a vacate's ten seconds count, and by whose word.
 *
 * @param trigger labelled with the anchor's moment
 */
record CountsFrom(Anchor anchor, Trigger trigger) {

    /** From this word, which was heard {@code now}. */
    static CountsFrom heard(SaysRented says, Moment now, Duration deadline) {
        var anchor = Anchor.of(says.saidAt(), now.wall(), now.monotonic(), deadline);
        return new CountsFrom(anchor, RunningVacate.labelled(says.trigger(), anchor));
    }

    /**
     * From when the domain was seen on the host, or to have started there, and not from when it was said to be rented.
     */
    static CountsFrom seen(Moment at) {
        return new CountsFrom(
                new Anchor(at.monotonic(), at.wall(), false),
                Trigger.of(Source.HYPERVISOR, Via.DIRECT, EventCodec.micros(at.wall())));
    }

    /** Whether they are not over yet. */
    boolean isFresh(Moment now, Duration deadline) {
        return anchor.elapsed(now.monotonic()).compareTo(deadline) < 0;
    }
}

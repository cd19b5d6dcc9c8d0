package io.dbcpool.watcher.guard;

import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.watcher.vacate.Anchor;
import io.dbcpool.watcher.vacate.Moment;

/** From when a vacate's ten seconds count, and by whose word. */
record CountsFrom(Anchor anchor, Trigger trigger) {

    /**
     * From when the domain was seen on the host, or to have started there, and not from when it was said to be rented.
     */
    static CountsFrom seen(Moment at) {
        return new CountsFrom(
                new Anchor(at.monotonic(), at.wall(), false),
                Trigger.of(Source.HYPERVISOR, Via.DIRECT, EventCodec.micros(at.wall())));
    }
}

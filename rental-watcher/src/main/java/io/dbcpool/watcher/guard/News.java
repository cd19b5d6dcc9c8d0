package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.vacate.Anchor;

/** What a word changes for the owner's domains. */
sealed interface News {

    /** Nothing that was not known. */
    record None() implements News {}

    /** Not rented yet, but a call that would rent it waits in the chain's pool: the soft phase may begin. */
    record Hinted() implements News {}

    /** The machine is believed rented from here on. */
    record Begun() implements News {}

    /** It was rented already, and for longer than ten seconds before this watcher was there to hear it. */
    record Overdue() implements News {}

    /**
     * It was rented already, and that was said earlier than we knew.
     *
     * @param before from when the rental counted until now
     */
    record HeardEarlier(Anchor before, CountsFrom since) implements News {}
}

package io.dbcpool.watcher.comeback;

/** What came of starting one of the owner's domains. */
public enum StartOutcome {
    STARTED,
    /** It ran before, by whoever's hand. */
    RUNS_ALREADY,
    /** libvirt has no such domain: a transient one is forgotten once it is off. */
    GONE,
    /** Nothing was done to it: another watcher held the lock, or the machine was not free any more. */
    NOT_TRIED,
    /** The hypervisor failed, or did not answer; it may start yet. */
    FAILED
}

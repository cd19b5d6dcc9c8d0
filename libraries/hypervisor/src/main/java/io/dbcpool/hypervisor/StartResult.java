package io.dbcpool.hypervisor;

/** What came of telling the hypervisor to start a domain. */
public enum StartResult {
    STARTED,
    /** It was active before, paused or running: nothing was done to it. */
    ACTIVE_ALREADY,
    /** Its definition, at that moment, is not one that may be started: nothing was done to it. */
    NOT_ALLOWED,
    /** There is no such domain. A transient one is forgotten once it is off, and cannot be started again. */
    GONE
}

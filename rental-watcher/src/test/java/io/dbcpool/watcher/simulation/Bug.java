package io.dbcpool.watcher.simulation;

/** A defect that a test plants in the rules, or between them and the world, to see that it is found. */
enum Bug {
    NONE,
    /** Invariant 1: the guard's clock goes at half its pace. */
    CLOCK_GOES_SLOW,
    /** Invariants 1 and 3: lifecycle changes never arrive. */
    CHANGES_ARE_NOT_TOLD,
    /** Invariant 1: of what the chain's follower tells by way of Kafka nothing is taken up. */
    KAFKA_WORDS_ARE_DROPPED,
    /** Invariant 1: a renter's or a verifier's domain is never listed. */
    RENTERS_DOMAINS_SAY_NOTHING,
    /** Invariant 1: no domain bears the listed name. */
    OWNERS_ARE_NOT_RECOGNISED,
    /** Invariant 1: a guard that was ever behind tells of no breach. */
    BREACHES_AFTER_A_STALL_ARE_NOT_TOLD,
    /** Invariant 2: every definition reads like the owner's. */
    MARKERS_ARE_NOT_READ,
    /** Invariant 3: a weak word is taken for a strong one. */
    EMPTY_IS_TAKEN_FOR_FREE,
    /** Invariant 4: a watcher that goes on with a vacate counts from a later signal. */
    RESUMES_WITH_A_LATER_SIGNAL,
    /** Invariant 4: that an earlier word moved a deadline is not read again. */
    EARLIER_WORDS_ARE_FORGOTTEN,
    /** Of what was told to a guard that is behind, the time is written when it came to it. */
    WHAT_IS_TOLD_COUNTS_FROM_WHEN_THE_GUARD_COMES_TO_IT,
    /** Invariant 6: a record is taken out of the outbox and never sent. */
    RECORDS_ARE_LOST,
    /** Invariant 6: where the journal fails no receipt is told. */
    RECEIPTS_ARE_DROPPED_WHERE_THE_DISK_FAILS,
    /** Invariant 6: a watcher that starts does not know where the chain of receipts stands. */
    RECEIPTS_ARE_FORGOTTEN,
    /** Invariant 7: nobody is told that a hypervisor is gone. */
    LOSSES_ARE_NOT_TOLD,
    /** Invariant 7: nobody looks at the journal. */
    TIMERS_DO_NOT_RUN,
    /** Invariant 8: the hold-down is a second. */
    HOLD_DOWN_IS_SHORT
}

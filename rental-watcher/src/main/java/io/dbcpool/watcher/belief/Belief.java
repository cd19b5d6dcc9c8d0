package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger;
import java.time.Instant;

/** What the watcher holds to be so. Not knowing is a belief of its own and never means free. */
public sealed interface Belief {

    /** Nothing starts by itself on such a machine; a domain that its owner starts by hand is left alone. */
    record Unknown(String why) implements Belief {}

    /**
     * Somebody rents it.
     *
     * @param key what two watchers call the same rental: machine id and rent order id, or machine id and the first
     *     signal's time
     * @param trigger the first credible signal
     */
    record Rented(String key, Trigger trigger) implements Belief {}

    /** The finalized chain has said so for the hold-down time, and no renter's domain is active. */
    record Free(Instant since) implements Belief {}
}

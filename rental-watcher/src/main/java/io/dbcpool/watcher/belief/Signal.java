package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger;
import java.time.Instant;

/** One message that says something of whether a machine is rented. */
public sealed interface Signal {

    /**
     * Any credible word that the machine is rented.
     *
     * @param trigger who said so, and the moment from which the ten seconds count
     * @param saidAt when it was said, by the clock of whoever heard it first; earlier than the trigger's moment if it
     *     reached us too late
     */
    record SaysRented(Trigger trigger, Instant saidAt) implements Signal {}

    /**
     * The DBC node's broadcast says {@code empty}. A weak word: it is unsigned, and the node says it by mistake when
     * its own queries fail.
     */
    record SaysEmpty(Instant at) implements Signal {}

    /** A finalized block leaves the machine without a rent order. */
    record ChainSaysFree(Instant at) implements Signal {}

    /** Whether a renter's or a verifier's domain is active on the machine's host, as the hypervisor says. */
    record RentersDomain(boolean active) implements Signal {}

    /** The operator's own word, which is obeyed. Whatever was said until then counts no longer. */
    record OperatorReleases(Instant at) implements Signal {}
}

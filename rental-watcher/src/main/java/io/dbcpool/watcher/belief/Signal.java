package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.Optional;

/** One message that says something of whether a machine is rented. */
public sealed interface Signal {

    /**
     * A word that the machine is rented. From {@link Trigger.Source#CHAIN_POOL} it is a hint that it will be.
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
    record SaysEmpty(Instant at, Via via) implements Signal {

        public SaysEmpty(Instant at) {
            this(at, Via.DIRECT);
        }
    }

    /**
     * A finalized block leaves the machine without a rent order.
     *
     * @param at when that was first heard, by the clock of whoever heard it
     * @param block that block, where it is told
     */
    record ChainSaysFree(Instant at, Via via, Optional<BlockNumber> block) implements Signal {

        public ChainSaysFree(Instant at) {
            this(at, Via.KAFKA, Optional.empty());
        }
    }

    /** A fork dropped the block that had said rented. That is no word that the machine is free. */
    record ChainRetracts(Optional<RentOrderId> rentOrderId, BlockNumber block) implements Signal {}

    /** Whether a renter's or a verifier's domain is active on the machine's host, as the hypervisor says. */
    record RentersDomain(boolean active) implements Signal {}

    /** The operator's own word, which is obeyed. Whatever was said until then counts no longer. */
    record OperatorReleases(Instant at) implements Signal {}

    /**
     * A broadcast about the machine that was refused because of where it came from. It counts for nothing; somebody has
     * to know of it all the same.
     *
     * @param detail which sender was wanted, and which was found
     */
    record FromElsewhere(String detail) implements Signal {}
}

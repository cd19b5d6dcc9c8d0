package io.dbcpool.chain.feed;

import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that a block says of a machine's rental.
 *
 * @param order absent where the machine was forced offline, or is rented without an order that we can see
 * @param renter absent where the order's details could not be read
 * @param orderGpus which of the machine's GPUs the order is for
 * @param usedGpus which of its GPUs are let after this, by whatever order
 * @param tenancy what the block leaves the machine in
 * @param retracted of {@link Kind#RETRACTED}: what was said and is so no more
 * @param round how often forks had dropped this very block before: one that comes back says the same anew
 */
public record RentalNews(
        MachineId machine,
        RentPallet pallet,
        Kind kind,
        Optional<RentOrderId> order,
        Optional<AccountId> renter,
        List<Integer> orderGpus,
        List<Integer> usedGpus,
        Tenancy tenancy,
        BlockRef block,
        Instant blockTime,
        boolean isFinal,
        Optional<Kind> retracted,
        int round) {

    public RentalNews {
        orderGpus = List.copyOf(orderGpus);
        usedGpus = List.copyOf(usedGpus);
    }

    /** What happened. */
    public enum Kind {
        ORDERED,
        CONFIRMED,
        EXTENDED,
        ENDED,
        /** The renter did not confirm within 15 minutes. */
        EXPIRED,
        FORCED_OFFLINE,
        /** A fork dropped the block. */
        RETRACTED;

        /** Whether it says that somebody rents the machine. */
        public boolean saysRented() {
            return this == ORDERED || this == CONFIRMED || this == EXTENDED;
        }

        public boolean saysOver() {
            return this == ENDED || this == EXPIRED;
        }
    }

    RentalNews inRound(int times) {
        return new RentalNews(
                machine, pallet, kind, order, renter, orderGpus, usedGpus, tenancy, block, blockTime, isFinal,
                retracted, times);
    }

    /** The same, now that no fork can take it back. */
    RentalNews settled() {
        return new RentalNews(
                machine, pallet, kind, order, renter, orderGpus, usedGpus, tenancy, block, blockTime, true, retracted,
                round);
    }

    /** @param now what the chain says of the machine without that block */
    RentalNews retractedTo(MachineView now) {
        return new RentalNews(
                machine,
                pallet,
                Kind.RETRACTED,
                order,
                renter,
                orderGpus,
                now.usedGpus(),
                now.tenancy(),
                block,
                blockTime,
                false,
                Optional.of(kind),
                round);
    }
}

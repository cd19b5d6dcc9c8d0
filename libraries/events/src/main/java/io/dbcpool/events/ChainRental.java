package io.dbcpool.events;

import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the chain says of a machine's rent orders.
 *
 * @param renter the renter's account, SS58
 * @param gpuIndexes which of the machine's GPUs are let after this, by whatever order
 * @param block the block that says so
 * @param blockHash its hash, {@code 0x} and 64 hex digits, because two forks have the same number
 * @param blockTime the block's own time
 * @param finality whether a fork may still take it back
 * @param observedAt when the chain-bridge heard of it
 * @param lateSignal whether the block was older than 10 s by then
 * @param pallet which pallet's order it is: {@code rent-machine} or {@code terminating-rental}; absent in old records
 * @param orderGpuIndexes which of the machine's GPUs the order is for; absent in old records
 * @param tenancy what the block leaves the machine in; absent in old records
 * @param retractedKind of {@link Kind#RETRACTED}: what was said and is so no more; absent in old records
 */
public record ChainRental(
        MachineId machineId,
        Kind kind,
        Optional<RentOrderId> rentOrderId,
        Optional<String> renter,
        List<Integer> gpuIndexes,
        BlockNumber block,
        String blockHash,
        Instant blockTime,
        Finality finality,
        Instant observedAt,
        boolean lateSignal,
        Optional<String> pallet,
        Optional<List<Integer>> orderGpuIndexes,
        Optional<Tenancy> tenancy,
        Optional<Kind> retractedKind)
        implements PoolEvent {

    public ChainRental {
        gpuIndexes = List.copyOf(gpuIndexes);
        orderGpuIndexes = orderGpuIndexes.map(List::copyOf);
    }

    /** As records were before they told of pallets, and of what a machine is left in. */
    public ChainRental(
            MachineId machineId,
            Kind kind,
            Optional<RentOrderId> rentOrderId,
            Optional<String> renter,
            List<Integer> gpuIndexes,
            BlockNumber block,
            String blockHash,
            Instant blockTime,
            Finality finality,
            Instant observedAt,
            boolean lateSignal) {
        this(
                machineId,
                kind,
                rentOrderId,
                renter,
                gpuIndexes,
                block,
                blockHash,
                blockTime,
                finality,
                observedAt,
                lateSignal,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether somebody else may use the machine. */
    public enum Tenancy {
        /** It has an order, or its status says rented at some nesting. */
        RENTED,
        FREE,
        /** Nobody rents it, but a committee's verifier may use it, or what the chain says is not understood. */
        NOT_FREE,
        /** The chain does not know the machine. */
        UNKNOWN
    }

    public enum Kind {
        /** {@code rentMachine} is in a block: the GPUs are let from here on. */
        ORDERED,
        /** The renter's {@code confirm_rent}, up to 15 minutes later. */
        CONFIRMED,
        EXTENDED,
        /** The order's time is over. The chain deposits no event for it. */
        ENDED,
        /** The renter did not confirm within 15 minutes. */
        EXPIRED,
        /** Reported and forced offline, perhaps while it is rented. */
        FORCED_OFFLINE,
        /** A fork dropped the block that had said so. */
        RETRACTED;

        private String typeSuffix() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public enum Finality {
        BEST_BLOCK,
        FINALIZED_BLOCK
    }

    @Override
    public Topic topic() {
        return Topic.CHAIN_RENTALS;
    }

    @Override
    public String type() {
        return "io.dbcpool.chain.rental-" + kind.typeSuffix();
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}

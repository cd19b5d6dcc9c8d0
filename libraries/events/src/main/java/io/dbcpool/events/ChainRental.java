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
 * @param gpuIndexes which of the machine's GPUs are let
 * @param block the block that says so
 * @param blockHash its hash, {@code 0x} and 64 hex digits, because two forks have the same number
 * @param blockTime the block's own time
 * @param finality whether a fork may still take it back
 * @param observedAt when the chain-bridge heard of it
 * @param lateSignal whether the block was older than 10 s by then
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
        boolean lateSignal)
        implements PoolEvent {

    public ChainRental {
        gpuIndexes = List.copyOf(gpuIndexes);
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

package io.dbcpool.events;

import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the chain says of a machine, all at one finalized block. Money is in DBC, as a decimal number in text.
 *
 * @param pallet where it is bonded: {@code rent-machine} or {@code terminating-rental}; absent if it is not on chain
 * @param status the runtime's own name for where it stands, {@code Online}; {@code NotBonded} if it is not on chain
 * @param statusInWords the same for a person, with what it was before it went offline
 * @param tenancy whether somebody else may use it
 * @param stakeDbc what counts for slashes
 * @param stakeWantedDbc what it has to have staked for all its GPUs; absent until it is verified
 * @param stakeMissingDbc what of that is missing
 * @param fullStakeDbc the full stake at today's price, up to which rents and rewards top it up
 * @param serverRoom {@code 0x} and 64 hex digits
 * @param place degrees north or south, east or west
 * @param gpuIndexesInUse which of its GPUs are let
 * @param claimableRewardDbc what its stash could claim now, for all of its machines
 * @param slashes decided and not yet taken
 * @param daysToEarliestExit until {@code machine_exit} is let through at the earliest; absent before it was ever online
 * @param observedAt when the chain-bridge read it
 */
public record ChainMachine(
        MachineId machineId,
        Optional<String> pallet,
        String status,
        String statusInWords,
        ChainRental.Tenancy tenancy,
        Optional<String> controller,
        Optional<String> stash,
        Optional<String> stakeDbc,
        Optional<String> stakeWantedDbc,
        Optional<String> stakeMissingDbc,
        Optional<String> fullStakeDbc,
        Optional<String> serverRoom,
        Optional<String> place,
        List<String> operators,
        Optional<String> gpuType,
        int gpuCount,
        List<Integer> gpuIndexesInUse,
        List<Order> orders,
        Optional<String> claimableRewardDbc,
        List<Slash> slashes,
        Optional<Integer> daysToEarliestExit,
        BlockNumber block,
        String blockHash,
        Instant blockTime,
        Instant observedAt)
        implements PoolEvent {

    public ChainMachine {
        operators = List.copyOf(operators);
        gpuIndexesInUse = List.copyOf(gpuIndexesInUse);
        orders = List.copyOf(orders);
        slashes = List.copyOf(slashes);
    }

    /**
     * A rent order on the machine.
     *
     * @param confirmed whether the renter has confirmed it
     * @param endBlock the block at whose end the chain removes it
     */
    public record Order(
            String pallet,
            RentOrderId rentOrderId,
            String renter,
            boolean confirmed,
            List<Integer> gpuIndexes,
            BlockNumber startBlock,
            BlockNumber endBlock) {
        public Order {
            gpuIndexes = List.copyOf(gpuIndexes);
        }
    }

    /**
     * A slash that is decided and not yet taken.
     *
     * @param slashId a u64, as text
     * @param lastBlockToAppeal the last one in which {@code apply_slash_review} is taken
     * @param underReview whether somebody has applied for its review
     */
    public record Slash(
            String slashId,
            String amountDbc,
            String reason,
            BlockNumber executedAtBlock,
            BlockNumber lastBlockToAppeal,
            boolean underReview) {}

    @Override
    public Topic topic() {
        return Topic.CHAIN_MACHINES;
    }

    @Override
    public String type() {
        return "io.dbcpool.chain.machine";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}

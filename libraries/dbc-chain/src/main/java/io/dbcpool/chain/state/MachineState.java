package io.dbcpool.chain.state;

import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.rent.RentOrder;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.stake.Balance;
import io.dbcpool.chain.stake.PendingSlash;
import io.dbcpool.chain.stake.StakeParameters;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine with what belongs to it, at one block.
 *
 * @param entry where it is bonded, and as what; absent if the chain does not know it
 * @param usedGpus which of its GPUs are let, by whatever pallet
 * @param claimable what its stash could claim now, for all its machines
 * @param accounts who pays for what is done with it; absent if the chain does not know it
 * @param price of one DBC in USD × 10^6
 */
public record MachineState(
        MachineId machine,
        BlockRef block,
        Instant blockTime,
        long era,
        Optional<Entry> entry,
        List<Order> orders,
        List<Integer> usedGpus,
        List<Slash> slashes,
        Optional<DbcAmount> claimable,
        Optional<Accounts> accounts,
        Optional<StakeParameters> parameters,
        Optional<Long> price) {

    public MachineState {
        orders = List.copyOf(orders);
        usedGpus = List.copyOf(usedGpus);
        slashes = List.copyOf(slashes);
    }

    /** A machine in the pallet in which it is bonded. */
    public record Entry(RentPallet pallet, Machine machine) {}

    public record Accounts(Balance stash, Balance controller) {}

    public record Order(RentPallet pallet, RentOrderId id, RentOrder order) {}

    /** @param underReview whether somebody has applied for a review */
    public record Slash(long id, PendingSlash slash, boolean underReview) {}

    /** What the machine has to have staked for all its GPUs; absent until the committee has verified it. */
    public Optional<DbcAmount> stakeWanted() {
        return entry.map(Entry::machine)
                .filter(info -> info.hardware().gpuCount() > 0
                        && info.stakePerGpu().planck().signum() > 0)
                .map(info -> times(info.stakePerGpu(), info.hardware().gpuCount()));
    }

    /** The full stake of all GPUs at today's price, up to which rents and rewards top it up. */
    public Optional<DbcAmount> fullStake() {
        return entry.map(found -> found.machine().hardware().gpuCount())
                .filter(gpus -> gpus > 0)
                .flatMap(gpus -> parameters.flatMap(
                        set -> price.filter(usd -> usd > 0).map(usd -> times(set.perGpuAt(usd), gpus))));
    }

    public Optional<DbcAmount> stakeMissing() {
        return entry.flatMap(found -> stakeWanted()
                .map(wanted -> new DbcAmount(wanted.planck()
                        .subtract(found.machine().stake().planck())
                        .max(BigInteger.ZERO))));
    }

    /** How many days it is at least until {@code machine_exit} is let through; absent before it was ever online. */
    public Optional<Long> daysToEarliestExit() {
        return entry.flatMap(found -> EarliestExit.days(found.pallet(), found.machine(), block.number(), era));
    }

    /**
     * The same. What an earlier state has equal is that very object here: of a large pool two states a machine are
     * kept, and most say the same.
     */
    public MachineState sharing(MachineState earlier) {
        return new MachineState(
                earlier.machine,
                block,
                blockTime,
                era,
                shared(entry, earlier.entry),
                shared(orders, earlier.orders),
                shared(usedGpus, earlier.usedGpus),
                shared(slashes, earlier.slashes),
                shared(claimable, earlier.claimable),
                shared(accounts, earlier.accounts),
                shared(parameters, earlier.parameters),
                shared(price, earlier.price));
    }

    private static <T> T shared(T now, T earlier) {
        return now.equals(earlier) ? earlier : now;
    }

    private static DbcAmount times(DbcAmount amount, int count) {
        return new DbcAmount(amount.planck().multiply(BigInteger.valueOf(count)));
    }
}

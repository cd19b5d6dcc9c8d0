package io.dbcpool.bonding.state;

import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.stake.Balance;
import io.dbcpool.chain.stake.StakeParameters;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the chain says of a machine that is to be bonded, and of the two accounts that want it, at one finalized block.
 *
 * @param block at which all of it is so
 * @param specVersion of the runtime that made the block
 * @param controller whom the wish names
 * @param controllerOfStash whom the stash has named
 * @param stashOfController who has named the controller
 * @param machine absent while it is not bonded
 * @param wasOfStash whether the stash ever bonded it, and was not refused by the committee: it cannot bond it again
 * @param rooms the stash's server rooms, in the chain's order
 * @param roomsInUse those in which another machine of the stash stands
 * @param fixedFee what bonding and a new room cost besides; absent where the chain has set none, and then both fail
 * @param price of one DBC in USD × 10^6
 */
public record BondingState(
        BlockRef block,
        int specVersion,
        AccountId stash,
        AccountId controller,
        Optional<AccountId> controllerOfStash,
        Optional<AccountId> stashOfController,
        Optional<Machine> machine,
        boolean wasOfStash,
        List<String> rooms,
        Set<String> roomsInUse,
        Balance stashBalance,
        Balance controllerBalance,
        Optional<DbcAmount> fixedFee,
        Optional<StakeParameters> parameters,
        Optional<Long> price) {

    public BondingState {
        rooms = List.copyOf(rooms);
        roomsInUse = Set.copyOf(roomsInUse);
    }

    /** What bonding reserves of the stash; absent where governance has set no stake or no price is known. */
    public Optional<DbcAmount> stakeAtBonding() {
        return price.filter(usd -> usd > 0).flatMap(usd -> parameters.map(set -> set.atBonding(specVersion)));
    }

    /** What a verified machine lacks of its stake. */
    public DbcAmount stakeMissing() {
        return machine.map(found -> {
                    BigInteger wanted = found.stakePerGpu()
                            .planck()
                            .multiply(BigInteger.valueOf(found.hardware().gpuCount()));
                    return new DbcAmount(wanted.subtract(found.stake().planck()).max(BigInteger.ZERO));
                })
                .orElse(new DbcAmount(BigInteger.ZERO));
    }
}

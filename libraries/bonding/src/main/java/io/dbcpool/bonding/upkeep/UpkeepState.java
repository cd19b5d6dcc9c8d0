package io.dbcpool.bonding.upkeep;

import io.dbcpool.chain.stake.Balance;
import io.dbcpool.chain.stake.StakeParameters;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.DbcAmount;
import java.util.Optional;

/**
 * What the chain says of a controller, of his stash and of one of its machines, at one finalized block.
 *
 * @param stash whose controller it is; absent if it is nobody's
 * @param signerBalance of who pays the transaction's fee: the controller, or its proxy
 * @param claimable rewards that the stash could claim
 * @param machine absent where the action is about none
 * @param price of one DBC in USD × 10^6
 */
public record UpkeepState(
        BlockRef block,
        long specVersion,
        AccountId controller,
        Optional<AccountId> stash,
        Balance controllerBalance,
        Balance signerBalance,
        Balance stashBalance,
        DbcAmount claimable,
        Optional<MachineState> machine,
        Optional<StakeParameters> parameters,
        Optional<Long> price) {}

package io.dbcpool.chain.machine;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import java.util.List;

/**
 * A machine's entry in {@code OnlineProfile.MachinesInfo}, or in that of {@code TerminatingRental}, which has the same
 * shape.
 *
 * @param renters those whose orders are confirmed; it lags behind the orders by up to 15 min
 * @param bondedAt the block of {@code bond_machine}
 * @param onlineAt when the committee first let it online; block 0 if never
 * @param lastOnlineAt when it last became online or free
 * @param stakePerGpu what each GPU had to stake when it went online
 * @param stake the stake that counts for slashes, in all
 * @param rewardEndsInEra the reward era in which its rewards end: 730 eras after it went online
 */
public record Machine(
        AccountId controller,
        AccountId stash,
        List<AccountId> renters,
        BlockNumber lastRestakeAt,
        BlockNumber bondedAt,
        BlockNumber onlineAt,
        BlockNumber lastOnlineAt,
        DbcAmount stakePerGpu,
        DbcAmount stake,
        MachineStatus status,
        DbcAmount totalRentFee,
        DbcAmount totalBurnFee,
        MachineHardware hardware,
        MachineSite site,
        long rewardEndsInEra) {

    public Machine {
        renters = List.copyOf(renters);
    }

    public static Machine of(Value stored) {
        Fields info = new Fields(stored);
        Fields detail = info.fields("machine_info_detail");
        return new Machine(
                info.account("controller"),
                info.account("machine_stash"),
                info.accounts("renters"),
                info.block("last_machine_restake"),
                info.block("bonding_height"),
                info.block("online_height"),
                info.block("last_online_height"),
                info.amount("init_stake_per_gpu"),
                info.amount("stake_amount"),
                MachineStatus.of(info.get("machine_status")),
                info.amount("total_rent_fee"),
                info.amount("total_burn_fee"),
                MachineHardware.of(detail.fields("committee_upload_info")),
                MachineSite.of(detail.fields("staker_customize_info")),
                info.number("reward_deadline"));
    }
}

package io.dbcpool.chain.machine;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import java.util.List;

/**
 * The machines and rewards of one stash ({@code StashMachine}).
 *
 * @param all also those that have left: the same stash cannot bond one of them again
 * @param claimable rewards that {@code claim_rewards} would pay now
 */
public record StashMachines(
        List<MachineKey> all,
        List<MachineKey> online,
        long gpuCount,
        long rentedGpuCount,
        DbcAmount earned,
        DbcAmount claimed,
        DbcAmount claimable) {

    public static StashMachines of(Value stored) {
        Fields info = new Fields(stored);
        return new StashMachines(
                keys(info, "total_machine"),
                keys(info, "online_machine"),
                info.number("total_gpu_num"),
                info.number("total_rented_gpu"),
                info.amount("total_earned_reward"),
                info.amount("total_claimed_reward"),
                info.amount("can_claim_reward"));
    }

    private static List<MachineKey> keys(Fields info, String name) {
        return info.texts(name).stream().map(MachineKey::new).toList();
    }
}

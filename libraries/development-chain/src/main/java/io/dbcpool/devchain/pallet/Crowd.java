package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;

/**
 * Many machines at once: each list in which they stand is written once, where one bond after the other would write
 * lists of thousands of machines thousands of times.
 */
final class Crowd {

    private Crowd() {}

    /** Like a machine that is online already, of its stash, whose account is given what is reserved for them. */
    static void join(Dispatch dispatch, Value model, List<Value> machineIds) throws DispatchFailure {
        Value like = Machines.get(dispatch, model);
        for (Value machineId : machineIds) {
            Value uploaded = Edit.with(Machines.uploaded(like), "machine_id", machineId);
            Machines.place(dispatch, machineId).put(Machines.withDetail(like, "committee_upload_info", uploaded));
        }
        Value stash = Machines.stash(like);
        BigInteger stake = Machines.stake(like).multiply(BigInteger.valueOf(machineIds.size()));
        new Accounts(dispatch).mint(stash, stake);
        Stake.add(dispatch, stash, stake, Machines.error("BalanceNotEnough"));
        long gpus = Machines.gpus(like) * machineIds.size();
        dispatch.at(Machines.PALLET, "LiveMachines").change(live -> joined(live, "online_machine", machineIds));
        dispatch.at(Machines.PALLET, "StashMachines", stash)
                .change(all -> Edit.plus(
                        joined(joined(all, "total_machine", machineIds), "online_machine", machineIds),
                        "total_gpu_num",
                        gpus));
        dispatch.at(Machines.PALLET, "ControllerMachines", like.field("controller"))
                .change(all -> Edit.addedAll(all, machineIds));
        dispatch.at(Machines.PALLET, "SysInfo").change(all -> Edit.plus(all, "total_gpu_num", gpus));
    }

    private static Value joined(Value struct, String list, Collection<Value> machineIds) {
        return Edit.with(struct, list, Edit.addedAll(struct.field(list), machineIds));
    }
}

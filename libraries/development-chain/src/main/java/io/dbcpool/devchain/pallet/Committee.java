package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What {@code OnlineProfile} does when the committee has decided; the decision itself is a command of the chain's. */
final class Committee {

    private static final long REFUSED_PERCENT = 5;

    private Committee() {}

    static void book(Dispatch dispatch, Value machineId) throws DispatchFailure {
        Value machine = Machines.get(dispatch, machineId);
        Machines.move(dispatch, machineId, "booked_machine", "confirmed_machine");
        Machines.place(dispatch, machineId).put(Machines.withStatus(machine, Value.variant("CommitteeVerifying")));
    }

    /** {@code confirm_machine}: online, or waiting for stake that the stash could not give. No event of its own. */
    static void confirm(Dispatch dispatch, Value machineId, Value uploaded, List<Value> committee)
            throws DispatchFailure {
        Value machine = Machines.get(dispatch, machineId);
        Value stash = Machines.stash(machine);
        var changed = dispatch.at(Machines.PALLET, "UserMutHardwareStake", stash, machineId);
        Optional<Value> change = changed.find();
        if (change.isPresent()) {
            Stake.slash(dispatch, stash, change.get().field("verify_fee").asInteger(), committee);
            Stake.slash(dispatch, stash, change.get().field("offline_slash").asInteger(), List.of());
        } else {
            machine = Edit.with(machine, "reward_committee", new Value.Items(committee));
        }
        Value verified = Machines.withDetail(machine, "committee_upload_info", uploaded);
        BigInteger wanted = Upkeep.stakeWanted(verified);
        BigInteger missing = wanted.subtract(Machines.stake(verified));
        if (missing.signum() > 0 && !tryAdd(dispatch, stash, missing)) {
            changed.change(none -> Edit.with(
                    Edit.with(Edit.with(none, "verify_fee", 0), "offline_slash", 0),
                    "need_fulfilling",
                    Value.of(true)));
            Machines.move(dispatch, machineId, "fulfilling_machine", "booked_machine", "confirmed_machine");
            Machines.place(dispatch, machineId).put(Machines.withStatus(verified, Value.variant("WaitingFulfill")));
            return;
        }
        changed.remove();
        Value online = Upkeep.online(dispatch, Edit.with(verified, "stake_amount", Value.of(wanted)));
        Value dated = change.isPresent() ? online : Upkeep.firstOnline(dispatch, online);
        Machines.move(dispatch, machineId, "online_machine", "booked_machine", "confirmed_machine");
        Machines.place(dispatch, machineId).put(dated);
        Machines.countOnline(dispatch, machineId, dated, true);
    }

    /** {@code refuse_machine}, the first time: the machine is forgotten, and may be bonded again. */
    static void refuse(Dispatch dispatch, Value machineId) throws DispatchFailure {
        Value machine = Machines.get(dispatch, machineId);
        Value stash = Machines.stash(machine);
        BigInteger slash = Money.percent(Machines.stake(machine), REFUSED_PERCENT);
        Stake.reduce(dispatch, stash, Machines.stake(machine).subtract(slash), Machines.error("ReduceStakeFailed"));
        dispatch.at(Machines.PALLET, "StashMachines", stash)
                .change(all -> Edit.removedFrom(all, "total_machine", machineId));
        dispatch.at(Machines.PALLET, "ControllerMachines", machine.field("controller"))
                .change(all -> Edit.removed(all, machineId));
        Machines.move(dispatch, machineId, "refused_machine", "booked_machine", "confirmed_machine");
        Machines.place(dispatch, machineId).remove();
    }

    private static boolean tryAdd(Dispatch dispatch, Value stash, BigInteger amount) {
        try {
            dispatch.attempt(inner -> Stake.add(inner, stash, amount, Machines.error("BalanceNotEnough")));
            return true;
        } catch (DispatchFailure notEnough) {
            return false;
        }
    }
}

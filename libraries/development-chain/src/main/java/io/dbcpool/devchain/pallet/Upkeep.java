package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;

/** A machine's stake and rewards once it is verified: fulfil, claim, restake, exit. */
final class Upkeep {

    /** Reward eras that a machine earns for, from the day it comes online: {@code REWARD_DURATION}. */
    static final long REWARD_ERAS = 730;

    private static final long YEAR_ERAS = 365;

    private Upkeep() {}

    static void fulfillMachine(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value machineId = call.field("machine_id");
        Value machine = Machines.getOf(dispatch, machineId, origin.account());
        if (!Machines.isIn(dispatch, "fulfilling_machine", machineId)) {
            throw Machines.error("MachineStatusNotAllowed");
        }
        BigInteger wanted = stakeWanted(machine);
        BigInteger missing = wanted.subtract(Machines.stake(machine)).max(BigInteger.ZERO);
        if (missing.signum() > 0) {
            Stake.add(dispatch, Machines.stash(machine), missing, Machines.error("BalanceNotEnough"));
            machine = Edit.with(machine, "stake_amount", Value.of(wanted));
        }
        dispatch.at(Machines.PALLET, "UserMutHardwareStake", Machines.stash(machine), machineId)
                .remove();
        Machines.move(dispatch, machineId, "online_machine", "fulfilling_machine");
        Machines.place(dispatch, machineId).put(firstOnline(dispatch, online(dispatch, machine)));
        Machines.countOnline(dispatch, machineId, machine, true);
    }

    static BigInteger stakeWanted(Value machine) {
        return machine.field("init_stake_per_gpu").asInteger().multiply(BigInteger.valueOf(Machines.gpus(machine)));
    }

    static Value online(Dispatch dispatch, Value machine) {
        Value online = Machines.withStatus(machine, Value.variant("Online"));
        Value dated = Edit.with(online, "last_online_height", dispatch.block());
        return Edit.with(dated, "last_machine_restake", dispatch.block());
    }

    static Value firstOnline(Dispatch dispatch, Value machine) {
        long era = dispatch.at(Machines.PALLET, "CurrentEra").getLong();
        return Edit.with(Edit.with(machine, "online_height", dispatch.block()), "reward_deadline", era + REWARD_ERAS);
    }

    static void claimRewards(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value stash = dispatch.at(Machines.PALLET, "ControllerStash", origin.account())
                .find()
                .orElseThrow(() -> Machines.error("NoStashAccount"));
        var place = dispatch.at(Machines.PALLET, "StashMachines", stash);
        Value machines = place.find().orElseThrow(() -> Machines.error("NotMachineController"));
        BigInteger reward = machines.field("can_claim_reward").asInteger();
        place.put(Edit.with(
                Edit.plus(machines, "total_claimed_reward", reward), "can_claim_reward", Value.of(BigInteger.ZERO)));
        new Accounts(dispatch).mint(stash, reward);
        dispatch.deposit("Balances", "Deposit", stash, Value.of(reward));
        topUp(dispatch, stash, reward, Machines.error("ClaimThenFulfillFailed"));
        dispatch.deposit(Machines.PALLET, "ClaimReward", stash, Value.of(reward));
    }

    /** {@code fulfill_machine_stake}: income goes into the stake of each machine that has less than it may need. */
    static void topUp(Dispatch dispatch, Value stash, BigInteger income, DispatchFailure otherwise)
            throws DispatchFailure {
        BigInteger left = income;
        Value machines = dispatch.at(Machines.PALLET, "StashMachines", stash).get();
        for (Value machineId : machines.field("online_machine").asItems()) {
            var machine = Machines.place(dispatch, machineId).find();
            if (machine.isEmpty()) {
                continue;
            }
            BigInteger wanted = Stake.most(dispatch)
                    .orElseThrow(() -> otherwise)
                    .multiply(BigInteger.valueOf(Machines.gpus(machine.get())));
            BigInteger before = Machines.stake(machine.get());
            BigInteger missing = wanted.subtract(before);
            if (missing.signum() <= 0) {
                continue;
            }
            BigInteger added = missing.min(left);
            Stake.add(dispatch, stash, added, otherwise);
            Machines.place(dispatch, machineId).change(one -> Edit.plus(one, "stake_amount", added));
            dispatch.deposit(Machines.PALLET, "MachineAddStake", machineId, Value.of(before), Value.of(added));
            left = left.subtract(added);
            if (missing.compareTo(added) > 0) {
                return;
            }
        }
    }

    static void machineExit(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value machineId = call.field("machine_id");
        Value machine = Machines.getOf(dispatch, machineId, origin.account());
        if (!Machines.is(machine, "Online")) {
            throw Machines.error("MachineStatusNotAllowed");
        }
        long era = dispatch.at(Machines.PALLET, "CurrentEra").getLong();
        long idle = dispatch.block() - machine.field("last_online_height").asLong();
        if (machine.field("reward_deadline").asLong() > era + YEAR_ERAS || idle < Blocks.TEN_DAYS) {
            throw Machines.error("TimeNotAllowed");
        }
        Stake.reduce(dispatch, Machines.stash(machine), Machines.stake(machine), Machines.error("ReduceStakeFailed"));
        Machines.countOnline(dispatch, machineId, machine, false);
        Machines.move(dispatch, machineId, "", "online_machine");
        dispatch.at(Machines.PALLET, "ControllerMachines", machine.field("controller"))
                .change(all -> Edit.removed(all, machineId));
        Machines.place(dispatch, machineId).remove();
        dispatch.deposit(Machines.PALLET, "MachineExit", machineId);
    }

    static void restakeOnlineMachine(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value machineId = call.field("machine_id");
        Value machine = Machines.getOf(dispatch, machineId, origin.account());
        long since = dispatch.block() - machine.field("last_machine_restake").asLong();
        if (since < YEAR_ERAS * Blocks.DAY) {
            throw Machines.error("TooFastToReStake");
        }
        BigInteger perGpu = Stake.most(dispatch).orElseThrow(() -> Machines.error("CalcStakeAmountFailed"));
        BigInteger wanted = perGpu.multiply(BigInteger.valueOf(Machines.gpus(machine)));
        BigInteger before = Machines.stake(machine);
        if (before.compareTo(wanted) <= 0) {
            throw Machines.error("NoStakeToReduce");
        }
        Stake.reduce(dispatch, Machines.stash(machine), before.subtract(wanted), Machines.error("ReduceStakeFailed"));
        Value changed = Edit.with(machine, "stake_amount", Value.of(wanted));
        Machines.place(dispatch, machineId)
                .put(Edit.with(
                        Edit.with(changed, "last_machine_restake", dispatch.block()),
                        "init_stake_per_gpu",
                        Value.of(perGpu)));
        dispatch.deposit(Machines.PALLET, "MachineRestaked", machineId, Value.of(before), Value.of(wanted));
    }
}

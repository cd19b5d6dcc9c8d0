package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** A machine off and on again, by its owner's word or a reporter's: where slashes come from. */
final class Offline {

    private static final long CHANGE_HARDWARE_PERCENT = 4;

    private Offline() {}

    static void reportOffline(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value machineId = call.field("machine_id");
        Value machine = Machines.getOf(dispatch, machineId, origin.account());
        if (!Machines.is(machine, "Online", "Rented")) {
            throw Machines.error("MachineStatusNotAllowed");
        }
        takeOff(
                dispatch,
                machineId,
                machine,
                Value.variant("StakerReportOffline", Value.of(dispatch.block()), Machines.status(machine)));
        dispatch.deposit(Machines.PALLET, "ControllerReportOffline", machineId);
    }

    /**
     * {@code mt_machine_offline}: the committee has found for a reporter. No event, and no look at the status before.
     *
     * @param reason an {@code OPSlashReason} with the report's block
     */
    static void forceOffline(Dispatch dispatch, Value machineId, Value reason, Value reporter, List<Value> committee)
            throws DispatchFailure {
        Value machine = Machines.get(dispatch, machineId);
        if (reason.asVariant().name().equals("RentedInaccessible")) {
            dispatch.at(Machines.PALLET, "OfflineMachine2renters", machineId).put(machine.field("renters"));
        }
        takeOff(
                dispatch,
                machineId,
                machine,
                Value.variant(
                        "ReporterReportOffline",
                        reason,
                        Machines.status(machine),
                        reporter,
                        new Value.Items(committee)));
    }

    private static void takeOff(Dispatch dispatch, Value machineId, Value machine, Value status) {
        Machines.move(dispatch, machineId, "offline_machine", "online_machine", "rented_machine");
        if (Machines.is(machine, "Rented")) {
            Machines.countRented(dispatch, machine, false);
        }
        Machines.countOnline(dispatch, machineId, machine, false);
        Machines.place(dispatch, machineId).put(Machines.withStatus(machine, status));
    }

    static void reportOnline(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value machineId = call.field("machine_id");
        Value machine = Machines.getOf(dispatch, machineId, origin.account());
        Optional<Value> slash = Slashes.forComingBack(dispatch, machineId, machine);
        if (slash.isEmpty()) {
            return;
        }
        Value before = Machines.status(machine).field("1"); // in both kinds of offline
        var finished = dispatch.at(Machines.PALLET, "RentedFinished", machineId);
        Value back = Machines.withStatus(
                Edit.with(machine, "last_online_height", dispatch.block()),
                finished.isPresent() ? Value.variant("Online") : before);
        if (slash.get().field("slash_amount").asInteger().signum() > 0) {
            Stake.add(
                    dispatch,
                    Machines.stash(machine),
                    slash.get().field("slash_amount").asInteger(),
                    Machines.error("BalanceNotEnough"));
            Slashes.keep(dispatch, machineId, slash.get());
        }
        boolean rented = Machines.is(back, "Rented");
        Machines.move(dispatch, machineId, rented ? "rented_machine" : "online_machine", "offline_machine");
        Machines.countOnline(dispatch, machineId, back, true);
        if (rented) {
            Machines.countRented(dispatch, back, true);
        }
        finished.remove();
        Machines.place(dispatch, machineId).put(back);
        dispatch.deposit(Machines.PALLET, "ControllerReportOnline", machineId);
    }

    static void changeHardware(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value machineId = call.field("machine_id");
        Value machine = Machines.getOf(dispatch, machineId, origin.account());
        if (!Machines.is(machine, "Online")) {
            throw Machines.error("MachineStatusNotAllowed");
        }
        BigInteger fee = verificationFee(dispatch).orElseThrow(() -> Machines.error("GetReonlineStakeFailed"));
        BigInteger slash = Money.percent(Machines.stake(machine), CHANGE_HARDWARE_PERCENT);
        Value stash = Machines.stash(machine);
        Stake.add(dispatch, stash, fee.add(slash), Machines.error("BalanceNotEnough"));
        dispatch.at(Machines.PALLET, "UserMutHardwareStake", stash, machineId).change(none -> {
            Value paid = Edit.with(Edit.with(none, "verify_fee", Value.of(fee)), "offline_slash", Value.of(slash));
            return Edit.with(paid, "offline_time", dispatch.block());
        });
        Machines.countOnline(dispatch, machineId, machine, false);
        Machines.move(dispatch, machineId, "bonding_machine", "online_machine");
        Machines.place(dispatch, machineId)
                .put(Machines.withStatus(
                        machine,
                        Value.variant("StakerReportOffline", Value.of(dispatch.block()), Value.variant("Online"))));
        dispatch.deposit(Machines.PALLET, "MachineOfflineToMutHardware", machineId, Value.of(fee), Value.of(slash));
    }

    /** What the committee is paid to look at changed hardware: {@code cal_mut_hardware_stake}. */
    static Optional<BigInteger> verificationFee(Dispatch dispatch) {
        return Stake.parameters(dispatch)
                .flatMap(all ->
                        Money.ofValue(dispatch, all.field("reonline_stake").asInteger()));
    }
}

package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.devchain.runtime.State;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.Set;

/** A machine as {@code OnlineProfile} keeps it, and the lists in which it stands. */
final class Machines {

    static final String PALLET = "OnlineProfile";

    private Machines() {}

    static State.Place place(Dispatch dispatch, Value machineId) {
        return dispatch.at(PALLET, "MachinesInfo", machineId);
    }

    static Value get(Dispatch dispatch, Value machineId) throws DispatchFailure {
        return place(dispatch, machineId).find().orElseThrow(() -> error("Unknown"));
    }

    /** @throws DispatchFailure also if the account is not that machine's controller */
    static Value getOf(Dispatch dispatch, Value machineId, Value controller) throws DispatchFailure {
        Value machine = get(dispatch, machineId);
        requireController(machine, controller);
        return machine;
    }

    static void requireController(Value machine, Value controller) throws DispatchFailure {
        if (!machine.field("controller").equals(controller)) {
            throw error("NotMachineController");
        }
    }

    static Value.Variant status(Value machine) {
        return machine.field("machine_status").asVariant();
    }

    static boolean is(Value machine, String... statuses) {
        return Set.of(statuses).contains(status(machine).name());
    }

    static Value withStatus(Value machine, Value status) {
        return Edit.with(machine, "machine_status", status);
    }

    static Value stash(Value machine) {
        return machine.field("machine_stash");
    }

    static BigInteger stake(Value machine) {
        return machine.field("stake_amount").asInteger();
    }

    static long gpus(Value machine) {
        return uploaded(machine).field("gpu_num").asLong();
    }

    static BigInteger calcPoint(Value machine) {
        return uploaded(machine).field("calc_point").asInteger();
    }

    static Value uploaded(Value machine) {
        return machine.field("machine_info_detail").field("committee_upload_info");
    }

    static Value withDetail(Value machine, String part, Value value) {
        return Edit.with(machine, "machine_info_detail", Edit.with(machine.field("machine_info_detail"), part, value));
    }

    /** Moves a machine from some of the lists of {@code LiveMachines}, where it stands in them, to another. */
    static void move(Dispatch dispatch, Value machineId, String to, String... from) {
        dispatch.at(PALLET, "LiveMachines").change(live -> {
            Value moved = live;
            for (String list : from) {
                moved = Edit.removedFrom(moved, list, machineId);
            }
            return to.isEmpty() ? moved : Edit.addedTo(moved, to, machineId);
        });
    }

    static boolean isIn(Dispatch dispatch, String list, Value machineId) {
        return Edit.contains(dispatch.at(PALLET, "LiveMachines").get().field(list), machineId);
    }

    /** What the stash and the whole system count when a machine begins or ceases to earn. */
    static void countOnline(Dispatch dispatch, Value machineId, Value machine, boolean online) {
        long gpus = online ? gpus(machine) : -gpus(machine);
        dispatch.at(PALLET, "StashMachines", stash(machine)).change(all -> {
            Value listed = online
                    ? Edit.addedTo(all, "online_machine", machineId)
                    : Edit.removedFrom(all, "online_machine", machineId);
            return Edit.plus(listed, "total_gpu_num", gpus);
        });
        dispatch.at(PALLET, "SysInfo").change(all -> Edit.plus(all, "total_gpu_num", gpus));
    }

    static void countRented(Dispatch dispatch, Value machine, boolean rented) {
        long gpus = rented ? gpus(machine) : -gpus(machine);
        dispatch.at(PALLET, "StashMachines", stash(machine)).change(all -> Edit.plus(all, "total_rented_gpu", gpus));
        dispatch.at(PALLET, "SysInfo").change(all -> Edit.plus(all, "total_rented_gpu", gpus));
    }

    static DispatchFailure error(String name) {
        return DispatchFailure.of(PALLET, name);
    }
}

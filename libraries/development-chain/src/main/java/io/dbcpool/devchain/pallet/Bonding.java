package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** From two accounts to a machine that waits for its committee: the owner's first calls of {@code OnlineProfile}. */
final class Bonding {

    private Bonding() {}

    static void setController(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value stash = origin.account();
        Value controller = call.field("controller");
        if (dispatch.at(Machines.PALLET, "StashController", stash).isPresent()
                || dispatch.at(Machines.PALLET, "ControllerStash", controller).isPresent()) {
            throw Machines.error("AlreadyController");
        }
        dispatch.at(Machines.PALLET, "StashController", stash).put(controller);
        dispatch.at(Machines.PALLET, "ControllerStash", controller).put(stash);
        dispatch.deposit(Machines.PALLET, "ControllerStashBonded", stash, controller);
    }

    static void stashResetController(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value stash = origin.account();
        Value next = call.field("new_controller");
        if (dispatch.at(Machines.PALLET, "ControllerStash", next).isPresent()) {
            throw Machines.error("AlreadyController");
        }
        Value before = dispatch.at(Machines.PALLET, "StashController", stash)
                .find()
                .orElseThrow(() -> Machines.error("Unknown"));
        Value machines =
                dispatch.at(Machines.PALLET, "ControllerMachines", before).get();
        for (Value machineId : machines.asItems()) {
            Value machine = Machines.get(dispatch, machineId);
            Machines.place(dispatch, machineId).put(Edit.with(machine, "controller", next));
        }
        dispatch.at(Machines.PALLET, "ControllerMachines", before).remove();
        dispatch.at(Machines.PALLET, "ControllerMachines", next).put(machines);
        dispatch.at(Machines.PALLET, "StashController", stash).put(next);
        dispatch.at(Machines.PALLET, "ControllerStash", before).remove();
        dispatch.at(Machines.PALLET, "ControllerStash", next).put(stash);
        dispatch.deposit(Machines.PALLET, "StashResetController", stash, before, next);
    }

    static void bondMachine(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value controller = origin.account();
        Value machineId = call.field("machine_id");
        Value stash = stashOf(dispatch, controller);
        Value stashMachines =
                dispatch.at(Machines.PALLET, "StashMachines", stash).get();
        if (Machines.place(dispatch, machineId).isPresent()
                || Edit.contains(stashMachines.field("total_machine"), machineId)) {
            throw Machines.error("MachineIdExist");
        }
        BondingMessage.check(
                stash,
                machineId.asBytes(),
                call.field("msg").asBytes(),
                call.field("sig").asBytes());
        bond(dispatch, machineId, stash, controller);
    }

    private static void bond(Dispatch dispatch, Value machineId, Value stash, Value controller) throws DispatchFailure {
        BigInteger stake = Stake.toBegin(dispatch).orElseThrow(() -> Machines.error("CalcStakeAmountFailed"));
        Money.payFixedFee(dispatch, controller, Machines.error("PayTxFeeFailed"));
        Stake.add(dispatch, stash, stake, Machines.error("BalanceNotEnough"));
        dispatch.at(Machines.PALLET, "StashMachines", stash)
                .change(all -> Edit.addedTo(all, "total_machine", machineId));
        Machines.move(dispatch, machineId, "bonding_machine");
        dispatch.at(Machines.PALLET, "ControllerMachines", controller).change(all -> Edit.added(all, machineId));
        Machines.place(dispatch, machineId).put(newMachine(dispatch, controller, stash, stake));
        dispatch.deposit(Machines.PALLET, "BondMachine", controller, machineId, Value.of(stake));
    }

    /** On command, and without the machine's word: bonded, in a room, its info added. */
    static void bondUnsigned(Dispatch dispatch, Value machineId, Value stash, Value controller) throws DispatchFailure {
        var controllerOf = dispatch.at(Machines.PALLET, "StashController", stash);
        if (!controllerOf.isPresent()) {
            controllerOf.put(controller);
            dispatch.at(Machines.PALLET, "ControllerStash", controller).put(stash);
        }
        bond(dispatch, machineId, stash, controller);
        Value room = randomRoom(dispatch);
        dispatch.at(Machines.PALLET, "StashServerRooms", stash).change(rooms -> Edit.added(rooms, room));
        Machines.move(dispatch, machineId, "confirmed_machine", "bonding_machine");
        Value machine = Machines.get(dispatch, machineId);
        Value info =
                Edit.with(machine.field("machine_info_detail").field("staker_customize_info"), "server_room", room);
        Value named = Edit.with(
                info, "telecom_operators", Value.items(Value.of("development".getBytes(StandardCharsets.US_ASCII))));
        Machines.place(dispatch, machineId).put(withInfo(machine, named));
    }

    static void genServerRoom(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value controller = origin.account();
        Value stash = stashOf(dispatch, controller);
        Money.payFixedFee(dispatch, controller, Machines.error("PayTxFeeFailed"));
        Value room = randomRoom(dispatch);
        dispatch.at(Machines.PALLET, "StashServerRooms", stash).change(rooms -> Edit.added(rooms, room));
        dispatch.deposit(Machines.PALLET, "ServerRoomGenerated", controller, room);
    }

    static void addMachineInfo(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value controller = origin.account();
        Value machineId = call.field("machine_id");
        Value machine = Machines.get(dispatch, machineId);
        if (!Machines.is(
                machine,
                "AddingCustomizeInfo",
                "DistributingOrder",
                "CommitteeVerifying",
                "CommitteeRefused",
                "WaitingFulfill",
                "StakerReportOffline")) {
            throw Machines.error("NotAllowedChangeMachineInfo");
        }
        Machines.requireController(machine, controller);
        Value info = call.field("server_room_info");
        requireRoomAndOperator(dispatch, machine, info);
        payVerificationAgain(dispatch, Machines.stash(machine), machineId);
        if (Machines.isIn(dispatch, "bonding_machine", machineId)) {
            Machines.move(dispatch, machineId, "confirmed_machine", "bonding_machine");
        }
        Machines.place(dispatch, machineId).put(withInfo(machine, info));
        dispatch.deposit(Machines.PALLET, "MachineInfoAdded", machineId);
    }

    static void updateMachineInfo(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value controller = origin.account();
        Value machineId = call.field("machine_id");
        Value machine = Machines.get(dispatch, machineId);
        Value before = machine.field("machine_info_detail").field("staker_customize_info");
        if (before.field("telecom_operators").asItems().isEmpty()) {
            throw Machines.error("TelecomIsNull");
        }
        Machines.requireController(machine, controller);
        Value info = call.field("server_room_info");
        requireRoomAndOperator(dispatch, machine, info);
        Machines.place(dispatch, machineId).put(withInfo(machine, info));
        dispatch.deposit(Machines.PALLET, "MachineInfoUpdated", machineId);
    }

    private static Value stashOf(Dispatch dispatch, Value controller) throws DispatchFailure {
        return dispatch.at(Machines.PALLET, "ControllerStash", controller)
                .find()
                .orElseThrow(() -> Machines.error("NoStashBond"));
    }

    private static void requireRoomAndOperator(Dispatch dispatch, Value machine, Value info) throws DispatchFailure {
        if (info.field("telecom_operators").asItems().isEmpty()) {
            throw Machines.error("TelecomIsNull");
        }
        Value rooms = dispatch.at(Machines.PALLET, "StashServerRooms", Machines.stash(machine))
                .get();
        if (!Edit.contains(rooms, info.field("server_room"))) {
            throw Machines.error("ServerRoomNotFound");
        }
    }

    /** A machine whose hardware changed pays its committee again, where an earlier refusal has used the fee up. */
    private static void payVerificationAgain(Dispatch dispatch, Value stash, Value machineId) throws DispatchFailure {
        var place = dispatch.at(Machines.PALLET, "UserMutHardwareStake", stash, machineId);
        Optional<Value> change = place.find();
        if (change.isEmpty() || change.get().field("verify_fee").asInteger().signum() > 0) {
            return;
        }
        BigInteger fee = Offline.verificationFee(dispatch).orElseThrow(() -> Machines.error("GetReonlineStakeFailed"));
        Stake.add(dispatch, stash, fee, Machines.error("BalanceNotEnough"));
        place.put(Edit.with(change.get(), "verify_fee", Value.of(fee)));
    }

    private static Value withInfo(Value machine, Value info) {
        Value changed = Machines.withDetail(machine, "staker_customize_info", info);
        return Machines.is(machine, "AddingCustomizeInfo")
                ? Machines.withStatus(changed, Value.variant("DistributingOrder"))
                : changed;
    }

    /** {@code random_server_room}: hashed from what differs in every block and at every call. */
    private static Value randomRoom(Dispatch dispatch) {
        var nonce = dispatch.at("GenericFunc", "RandNonce");
        nonce.put(nonce.getLong() + 1);
        byte[] parent = dispatch.at("System", "ParentHash").get().asBytes();
        return Value.of(Blake2b.hash256(
                parent, new ScaleWriter().writeU64(nonce.get().asInteger()).toByteArray()));
    }

    private static Value newMachine(Dispatch dispatch, Value controller, Value stash, BigInteger stake) {
        StorageEntry entry = dispatch.state().runtime().entry(Machines.PALLET, "MachinesInfo");
        Value empty = Defaults.of(dispatch.state().runtime().metadata().types(), entry.valueTypeId());
        Map<String, Value> fields = new LinkedHashMap<>(empty.asFields());
        fields.put("controller", controller);
        fields.put("machine_stash", stash);
        fields.put("bonding_height", Value.of(dispatch.block()));
        fields.put("init_stake_per_gpu", Value.of(stake));
        fields.put("stake_amount", Value.of(stake));
        Value nowhere = Edit.with(
                empty.field("machine_info_detail").field("staker_customize_info"),
                "latitude",
                Value.variant("North", Value.of(0))); // that type's Default is not its first variant
        return Machines.withDetail(Edit.struct(fields), "staker_customize_info", nowhere);
    }
}

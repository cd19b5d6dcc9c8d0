package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The renter's calls of {@code RentMachine}: order, confirm, extend. */
final class Rentals {

    static final String PALLET = "RentMachine";

    /** Blocks in which an order must be confirmed: {@code WAITING_CONFIRMING_DELAY}. */
    static final long CONFIRM_BLOCKS = 15 * Blocks.MINUTE;

    private static final long SHORTEST_EXTENSION = 10 * Blocks.MINUTE;
    private static final long MAX_DAYS_AHEAD = 60;

    private Rentals() {}

    static void rentMachine(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value renter = origin.account();
        Value machineId = call.field("machine_id");
        long gpus = call.field("rent_gpu_num").asLong();
        long wanted = call.field("duration").asLong();
        Value machine = machine(dispatch, machineId);
        long total = Machines.gpus(machine);
        if (total == 0 || wanted == 0) {
            return;
        }
        var rented = dispatch.at(Machines.PALLET, "MachineRentedGPU", machineId);
        if (gpus + rented.getLong() > total) {
            throw error("GPUNotEnough");
        }
        if (wanted % Blocks.HALF_HOUR != 0) {
            throw error("OnlyHalfHourAllowed");
        }
        if (!Machines.is(machine, "Online", "Rented")) {
            throw error("MachineNotRentable");
        }
        long duration =
                Math.min(wanted, dispatch.at(PALLET, "MaximumRentalDuration").getLong() * Blocks.DAY);
        Money.payFixedFee(dispatch, renter, error("PayTxFeeFailed"));
        BigInteger fee = price(dispatch, machine, gpus, duration);
        hold(dispatch, renter, fee);

        Value id = nextId(dispatch);
        long end = dispatch.block() + duration;
        Value orders = dispatch.at(PALLET, "MachineRentOrder", machineId).get();
        List<Value> free = freeGpus(orders.field("used_gpu"), gpus, total);
        for (Value gpu : free) {
            orders = Edit.addedTo(orders, "used_gpu", gpu);
        }
        Machines.place(dispatch, machineId).put(Machines.withStatus(machine, Value.variant("Rented")));
        rented.put(rented.getLong() + gpus);
        dispatch.at(PALLET, "RentInfo", id).put(order(dispatch, machineId, renter, end, fee, free));
        dispatch.at(PALLET, "UserOrder", renter).change(ids -> Edit.added(ids, id));
        dispatch.at(PALLET, "RentEnding", Value.of(end)).change(ids -> Edit.added(ids, id));
        dispatch.at(PALLET, "ConfirmingOrder", Value.of(dispatch.block() + CONFIRM_BLOCKS))
                .change(ids -> Edit.added(ids, id));
        dispatch.at(PALLET, "MachineRentOrder", machineId).put(Edit.addedTo(orders, "rent_order", id));
        deposit(dispatch, "Rent", id, renter, machineId, gpus, duration, fee);
    }

    static void confirmRent(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value renter = origin.account();
        Value id = call.field("rent_id");
        Value order = order(dispatch, id);
        Value machineId = order.field("machine_id");
        if (!order.field("renter").equals(renter) || !hasStatus(order, "WaitingVerifying")) {
            throw error("NoOrderExist");
        }
        long start = order.field("rent_start").asLong();
        if (dispatch.block() - start > CONFIRM_BLOCKS) {
            throw error("ExpiredConfirm");
        }
        Value machine = machine(dispatch, machineId);
        if (!Machines.is(machine, "Rented")) {
            throw error("StatusNotAllowed");
        }
        BigInteger fee = order.field("stake_amount").asInteger();
        release(dispatch, renter, fee);
        pay(dispatch, renter, machineId, Machines.stash(machine), fee);

        Value confirmed =
                Edit.with(Edit.with(order, "confirm_rent", dispatch.block()), "rent_status", Value.variant("Renting"));
        dispatch.at(PALLET, "RentInfo", id).put(Edit.with(confirmed, "stake_amount", 0));
        countConfirmed(dispatch, machineId, renter);
        RentEnds.forget(dispatch, "ConfirmingOrder", Value.of(start + CONFIRM_BLOCKS), id);
        keepOfRenter(dispatch, machineId, renter, id, confirmed);
        long duration = order.field("rent_end").asLong() - start;
        deposit(
                dispatch,
                "ConfirmRent",
                id,
                renter,
                machineId,
                order.field("gpu_num").asLong(),
                duration,
                fee);
    }

    static void reletMachine(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value renter = origin.account();
        Value id = call.field("rent_id");
        long wanted = call.field("relet_duration").asLong();
        Value order = order(dispatch, id);
        Value machineId = order.field("machine_id");
        if (wanted < SHORTEST_EXTENSION) {
            throw error("ReletTooShort");
        }
        if (!order.field("renter").equals(renter)) {
            throw error("NotMachineRenter");
        }
        if (!hasStatus(order, "Renting")) {
            throw error("NoOrderExist");
        }
        Value machine = machine(dispatch, machineId);
        long end = order.field("rent_end").asLong();
        long last = dispatch.block() + MAX_DAYS_AHEAD * Blocks.DAY;
        long added = end + wanted <= last ? wanted : Math.max(0, last - end);
        if (added == 0) {
            return;
        }
        long gpus = order.field("gpu_num").asLong();
        BigInteger fee = price(dispatch, machine, gpus, added);
        if (fee.compareTo(new Accounts(dispatch).free(renter)) >= 0) {
            throw error("InsufficientValue");
        }
        pay(dispatch, renter, machineId, Machines.stash(machine), fee);
        Value longer = Edit.with(order, "rent_end", end + added);
        RentEnds.forget(dispatch, "RentEnding", Value.of(end), id);
        dispatch.at(PALLET, "RentEnding", Value.of(end + added)).change(ids -> Edit.added(ids, id));
        keepOfRenter(dispatch, machineId, renter, id, longer);
        dispatch.at(PALLET, "RentInfo", id).put(longer);
        deposit(dispatch, "Relet", id, renter, machineId, gpus, added, fee);
    }

    static void bondEvmAddress(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value who = origin.account();
        Value machine =
                Machines.place(dispatch, call.field("machine_id")).find().orElseThrow(() -> error("MachineNotFound"));
        if (!who.equals(machine.field("controller")) && !who.equals(Machines.stash(machine))) {
            throw error("NotMachineOwner");
        }
        Value address = call.field("evm_address");
        dispatch.at(PALLET, "EvmAddress2Account", address).put(who);
        dispatch.deposit(PALLET, "SetEvmAddress", address, who);
    }

    /** What the renter holds back until he confirms; also counted per renter. */
    private static void hold(Dispatch dispatch, Value renter, BigInteger fee) throws DispatchFailure {
        Accounts accounts = new Accounts(dispatch);
        if (!accounts.canReserve(renter, fee)) {
            throw error("InsufficientValue");
        }
        accounts.reserve(renter, fee);
        dispatch.at(PALLET, "UserTotalStake", renter)
                .change(all -> Value.of(all.asInteger().add(fee)));
    }

    static void release(Dispatch dispatch, Value renter, BigInteger fee) {
        new Accounts(dispatch).unreserve(renter, fee);
        dispatch.at(PALLET, "UserTotalStake", renter)
                .change(all -> Value.of(all.asInteger().subtract(fee).max(BigInteger.ZERO)));
    }

    private static void pay(Dispatch dispatch, Value renter, Value machineId, Value stash, BigInteger fee)
            throws DispatchFailure {
        Value pot = dispatch.at(PALLET, "RentFeePot").find().orElseThrow(() -> error("UndefinedRentPot"));
        BigInteger destroyed = Money.part(
                fee, dispatch.at(Machines.PALLET, "RentFeeDestroyPercent").get().asInteger());
        BigInteger kept = fee.subtract(destroyed);
        Accounts accounts = new Accounts(dispatch);
        accounts.transfer(renter, stash, kept);
        accounts.transfer(renter, pot, destroyed);
        countIncome(dispatch, machineId, stash, kept, destroyed);
    }

    /** {@code change_machine_rent_fee}, whose failure nobody looks at; what it had done by then stays. */
    private static void countIncome(
            Dispatch dispatch, Value machineId, Value stash, BigInteger kept, BigInteger destroyed) {
        try {
            Upkeep.topUp(dispatch, stash, kept, Machines.error("BalanceNotEnough"));
        } catch (DispatchFailure swallowed) {
            return;
        }
        for (var place : List.of(
                dispatch.at(Machines.PALLET, "SysInfo"),
                dispatch.at(Machines.PALLET, "StashMachines", stash),
                Machines.place(dispatch, machineId))) {
            place.change(all -> Edit.plus(Edit.plus(all, "total_rent_fee", kept), "total_burn_fee", destroyed));
        }
    }

    private static void countConfirmed(Dispatch dispatch, Value machineId, Value renter) throws DispatchFailure {
        Value machine = Machines.get(dispatch, machineId);
        Value counted = Edit.plus(Edit.addedTo(machine, "renters", renter), "total_rented_times", 1);
        if (!Machines.isIn(dispatch, "rented_machine", machineId)) {
            Machines.move(dispatch, machineId, "rented_machine", "online_machine");
            Machines.countRented(dispatch, machine, true);
        }
        Machines.place(dispatch, machineId).put(counted);
    }

    private static void keepOfRenter(Dispatch dispatch, Value machineId, Value renter, Value id, Value order) {
        Map<String, Value> detail = new LinkedHashMap<>();
        detail.put("rent_id", id);
        detail.put("rent_start", order.field("rent_start"));
        detail.put("rent_end", order.field("rent_end"));
        dispatch.at(PALLET, "MachineRenterRentedOrders", machineId, renter).change(all -> {
            List<Value> orders = new ArrayList<>(all.asItems());
            orders.add(Edit.struct(detail));
            return new Value.Items(orders);
        });
    }

    /** {@code get_machine_price} for a day in millionths of a USD, then for the duration, then in DBC. */
    private static BigInteger price(Dispatch dispatch, Value machine, long gpus, long duration) throws DispatchFailure {
        Value standard = dispatch.at(Machines.PALLET, "StandardGPUPointPrice")
                .find()
                .orElseThrow(() -> error("GetMachinePriceFailed"));
        BigInteger tenThousand = BigInteger.valueOf(10_000);
        BigInteger perDay = standard.field("gpu_price")
                .asInteger()
                .multiply(Machines.calcPoint(machine))
                .multiply(tenThousand)
                .divide(standard.field("gpu_point").asInteger())
                .multiply(BigInteger.valueOf(gpus))
                .divide(BigInteger.valueOf(Machines.gpus(machine)))
                .divide(tenThousand);
        BigInteger value = perDay.multiply(BigInteger.valueOf(duration)).divide(BigInteger.valueOf(Blocks.DAY));
        return Money.ofValue(dispatch, value).orElseThrow(() -> error("Overflow"));
    }

    private static Value nextId(Dispatch dispatch) {
        var next = dispatch.at(PALLET, "NextRentId");
        Value id = next.get();
        next.put(id.asLong() + 1);
        return id;
    }

    /** The lowest that nobody uses. */
    private static List<Value> freeGpus(Value used, long wanted, long total) {
        List<Value> free = new ArrayList<>();
        for (long gpu = 0; gpu < total && free.size() < wanted; gpu++) {
            if (!Edit.contains(used, Value.of(gpu))) {
                free.add(Value.of(gpu));
            }
        }
        return free;
    }

    private static Value order(
            Dispatch dispatch, Value machineId, Value renter, long end, BigInteger fee, List<Value> gpus) {
        Map<String, Value> order = new LinkedHashMap<>();
        order.put("machine_id", machineId);
        order.put("renter", renter);
        order.put("rent_start", Value.of(dispatch.block()));
        order.put("confirm_rent", Value.of(0));
        order.put("rent_end", Value.of(end));
        order.put("stake_amount", Value.of(fee));
        order.put("rent_status", Value.variant("WaitingVerifying"));
        order.put("gpu_num", Value.of(gpus.size()));
        order.put("gpu_index", new Value.Items(gpus));
        return Edit.struct(order);
    }

    private static void deposit(
            Dispatch dispatch,
            String event,
            Value id,
            Value renter,
            Value machineId,
            long gpus,
            long duration,
            BigInteger fee) {
        dispatch.deposit(PALLET, event, id, renter, machineId, Value.of(gpus), Value.of(duration), Value.of(fee));
    }

    private static Value order(Dispatch dispatch, Value id) throws DispatchFailure {
        return dispatch.at(PALLET, "RentInfo", id).find().orElseThrow(() -> error("Unknown"));
    }

    private static boolean hasStatus(Value order, String status) {
        return order.field("rent_status").asVariant().name().equals(status);
    }

    private static Value machine(Dispatch dispatch, Value machineId) throws DispatchFailure {
        return Machines.place(dispatch, machineId).find().orElseThrow(() -> error("Unknown"));
    }

    private static DispatchFailure error(String name) {
        return DispatchFailure.of(PALLET, name);
    }
}

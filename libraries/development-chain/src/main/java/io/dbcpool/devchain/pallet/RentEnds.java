package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.devchain.runtime.State;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.List;

/** How orders end by themselves, at the end of a block and <em>without an event</em>. */
final class RentEnds {

    private RentEnds() {}

    /** {@code check_machine_starting_status}: nobody confirmed in time. */
    static void expireUnconfirmed(Dispatch dispatch) {
        Value now = Value.of(dispatch.block());
        for (Value id : ids(dispatch, "ConfirmingOrder", now)) {
            Value order = dispatch.at(Rentals.PALLET, "RentInfo", id).get();
            Value machineId = order.field("machine_id");
            remove(dispatch, id, order);
            forget(dispatch, "ConfirmingOrder", now, id);
            State.Place rented = dispatch.at(Machines.PALLET, "MachineRentedGPU", machineId);
            long left = Math.max(0, rented.getLong() - order.field("gpu_num").asLong());
            rented.put(left);
            if (left == 0) {
                Machines.place(dispatch, machineId)
                        .change(machine -> Machines.withStatus(machine, Value.variant("Online")));
            }
        }
    }

    /** {@code check_if_rent_finished}. */
    static void endFinished(Dispatch dispatch) {
        Value now = Value.of(dispatch.block());
        for (Value id : ids(dispatch, "RentEnding", now)) {
            Value order = dispatch.at(Rentals.PALLET, "RentInfo", id).get();
            countEnd(dispatch, order);
            remove(dispatch, id, order);
        }
    }

    private static List<Value> ids(Dispatch dispatch, String item, Value block) {
        return dispatch.at(Rentals.PALLET, item, block).get().asItems();
    }

    private static void countEnd(Dispatch dispatch, Value order) {
        Value machineId = order.field("machine_id");
        Value renter = order.field("renter");
        List<Value> others = orders(dispatch, machineId);
        boolean lastOfMachine = others.stream().filter(RentEnds::isRenting).count() < 2;
        boolean lastOfRenter = others.stream()
                        .filter(other -> other.field("renter").equals(renter))
                        .count()
                < 2;
        Value machine = Machines.place(dispatch, machineId).get();
        long gpus = order.field("gpu_num").asLong();
        if (Machines.gpus(machine) == 0) {
            return;
        }
        Value counted = Edit.plus(machine, "total_rented_duration", rentedPart(machine, order));
        Value without = lastOfRenter ? Edit.removedFrom(counted, "renters", renter) : counted;
        State.Place rented = dispatch.at(Machines.PALLET, "MachineRentedGPU", machineId);
        rented.put(Math.max(0, rented.getLong() - gpus));
        if (Machines.is(machine, "ReporterReportOffline", "StakerReportOffline")) {
            dispatch.at(Machines.PALLET, "RentedFinished", machineId).put(renter);
        } else if (Machines.is(machine, "Rented") && lastOfMachine) {
            Machines.move(dispatch, machineId, "online_machine", "rented_machine");
            without = Machines.withStatus(
                    Edit.with(without, "last_online_height", dispatch.block()), Value.variant("Online"));
            Machines.countRented(dispatch, machine, false);
        }
        Machines.place(dispatch, machineId).put(without);
    }

    /** {@code Perbill::from_rational(gpus of the order, gpus) * duration}. */
    private static BigInteger rentedPart(Value machine, Value order) {
        long gpus = order.field("gpu_num").asLong();
        long duration =
                order.field("rent_end").asLong() - order.field("rent_start").asLong();
        long perBillion = Math.min(1_000_000_000, gpus * 1_000_000_000 / Machines.gpus(machine));
        return Money.part(BigInteger.valueOf(duration), BigInteger.valueOf(perBillion));
    }

    private static List<Value> orders(Dispatch dispatch, Value machineId) {
        return dispatch.at(Rentals.PALLET, "MachineRentOrder", machineId).get().field("rent_order").asItems().stream()
                .map(id -> dispatch.at(Rentals.PALLET, "RentInfo", id).get())
                .toList();
    }

    private static boolean isRenting(Value order) {
        return order.field("rent_status").asVariant().name().equals("Renting");
    }

    private static void remove(Dispatch dispatch, Value id, Value order) {
        BigInteger held = order.field("stake_amount").asInteger();
        if (held.signum() > 0) {
            Rentals.release(dispatch, order.field("renter"), held);
        }
        forget(dispatch, "UserOrder", order.field("renter"), id);
        forget(dispatch, "RentEnding", order.field("rent_end"), id);
        dispatch.at(Rentals.PALLET, "MachineRentOrder", order.field("machine_id"))
                .change(all -> {
                    Value left = Edit.removedFrom(all, "rent_order", id);
                    for (Value gpu : order.field("gpu_index").asItems()) {
                        left = Edit.removedFrom(left, "used_gpu", gpu);
                    }
                    return left;
                });
        dispatch.at(Rentals.PALLET, "RentInfo", id).remove();
    }

    /** Takes an order out of a list, and the list away when nothing else is in it. */
    static void forget(Dispatch dispatch, String item, Value key, Value id) {
        State.Place place = dispatch.at(Rentals.PALLET, item, key);
        Value left = Edit.removed(place.get(), id);
        if (left.asItems().isEmpty()) {
            place.remove();
        } else {
            place.put(left);
        }
    }
}

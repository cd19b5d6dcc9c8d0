package io.dbcpool.chain.storage;

import io.dbcpool.chain.machine.LiveMachines;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.rent.MachineOrders;
import io.dbcpool.chain.rent.RentOrder;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.RentOrderId;
import java.math.BigInteger;
import java.util.Optional;

/** What one of the two rental pallets knows of a machine: they store the same under slightly different names. */
public final class Rentals {

    private final RentPallet pallet;
    private final PalletStorage machines;
    private final PalletStorage orders;

    public Rentals(Metadata metadata, RentPallet pallet) {
        this.pallet = pallet;
        this.machines = new PalletStorage(metadata, pallet.machines());
        this.orders = new PalletStorage(metadata, pallet.orders());
    }

    /** Whether a runtime has the pallet. */
    public static boolean areIn(Metadata metadata, RentPallet pallet) {
        return metadata.findPallet(pallet.machines()).isPresent()
                && metadata.findPallet(pallet.orders()).isPresent();
    }

    public RentPallet pallet() {
        return pallet;
    }

    public StorageItem<Optional<Machine>> machine(MachineKey machine) {
        return machines.option("MachinesInfo", Machine::of, Value.of(machine.bytes()));
    }

    public StorageItem<LiveMachines> liveMachines() {
        return machines.item("LiveMachines", LiveMachines::of);
    }

    public StorageItem<MachineOrders> ordersOf(MachineKey machine) {
        return orders.item("MachineRentOrder", MachineOrders::of, Value.of(machine.bytes()));
    }

    public StorageItem<Optional<RentOrder>> order(RentOrderId order) {
        return orders.option(pallet.orderEntry(), RentOrder::of, Value.of(new BigInteger(order.toString())));
    }

    /** The longest rental, in days. */
    public StorageItem<Long> maximumDays() {
        return orders.item("MaximumRentalDuration", Value::asLong);
    }
}

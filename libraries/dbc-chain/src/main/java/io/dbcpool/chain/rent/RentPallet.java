package io.dbcpool.chain.rent;

/** Which pallet rents a machine out. A machine may be bonded in both; order numbers are each pallet's own. */
public enum RentPallet {
    /** Machines in {@code OnlineProfile}, orders in {@code RentMachine}. */
    RENT_MACHINE("OnlineProfile", "RentMachine", "RentInfo"),
    /** Both in {@code TerminatingRental}: the renter may stop before the end. */
    TERMINATING_RENTAL("TerminatingRental", "TerminatingRental", "RentOrder");

    private final String machines;
    private final String orders;
    private final String orderEntry;

    RentPallet(String machines, String orders, String orderEntry) {
        this.machines = machines;
        this.orders = orders;
        this.orderEntry = orderEntry;
    }

    /** The pallet that stores {@code MachinesInfo}. */
    public String machines() {
        return machines;
    }

    /** The pallet that stores {@code MachineRentOrder} and the orders. */
    public String orders() {
        return orders;
    }

    /** The storage entry of the orders. */
    public String orderEntry() {
        return orderEntry;
    }
}

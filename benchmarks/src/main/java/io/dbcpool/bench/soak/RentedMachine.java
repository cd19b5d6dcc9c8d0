package io.dbcpool.bench.soak;

import io.dbcpool.values.MachineId;

/** @param name also its domain's */
record RentedMachine(MachineId id, String name, RentedHost host, OwnersDomain domain) {}

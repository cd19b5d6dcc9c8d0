package io.dbcpool.chain.report;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.RentOrderId;
import java.util.Optional;

/**
 * What is reported ({@code MachineFaultType}). Only {@code RentedInaccessible} names machine and order at once; the
 * others hide them until the raw report.
 *
 * @param kind the runtime's own name
 */
public record MachineFault(String kind, Optional<MachineKey> machine, Optional<RentOrderId> order) {

    public static MachineFault of(Value fault) {
        Value.Variant variant = fault.asVariant();
        if (!variant.name().equals("RentedInaccessible")) {
            return new MachineFault(variant.name(), Optional.empty(), Optional.empty());
        }
        return new MachineFault(
                variant.name(),
                Optional.of(new MachineKey(Fields.text(variant.field("0")))),
                Optional.of(new RentOrderId(Fields.bits(variant.field("1")))));
    }
}

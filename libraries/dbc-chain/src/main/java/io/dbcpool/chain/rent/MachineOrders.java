package io.dbcpool.chain.rent;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.RentOrderId;
import java.util.List;

/**
 * What of a machine is let ({@code MachineGPUOrder}).
 *
 * @param orders all, also those that are not confirmed yet
 * @param usedGpus indexes, in the chain's order
 */
public record MachineOrders(List<RentOrderId> orders, List<Integer> usedGpus) {

    public static final MachineOrders NONE = new MachineOrders(List.of(), List.of());

    public MachineOrders {
        orders = List.copyOf(orders);
        usedGpus = List.copyOf(usedGpus);
    }

    public static MachineOrders of(Value stored) {
        return new MachineOrders(
                stored.field("rent_order").asItems().stream()
                        .map(id -> new RentOrderId(Fields.bits(id)))
                        .toList(),
                stored.field("used_gpu").asItems().stream()
                        .map(index -> Math.toIntExact(index.asLong()))
                        .toList());
    }
}

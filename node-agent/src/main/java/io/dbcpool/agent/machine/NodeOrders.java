package io.dbcpool.agent.machine;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rent orders that the DBC node knows of its machine. It keeps an order that the chain has removed, and goes on to
 * call it {@code renting} (DBC node {@code RentOrderManager.cpp}); so only an order that was not there before says
 * anything, and none that is gone.
 *
 * @param statusById empty before the first answer
 */
public record NodeOrders(Optional<Map<String, String>> statusById) {

    public static final NodeOrders UNASKED = new NodeOrders(Optional.empty());

    /** {@code RentStatus} of an order that lets the renter in, as the node spells it. */
    private static final Set<String> LETS_IN = Set.of("renting", "waitingVerifying");

    public NodeOrders {
        statusById = statusById.map(orders -> Map.copyOf(new TreeMap<>(orders)));
    }

    /** What the next answer tells. The first tells nothing: nobody knows how long its orders have been there. */
    public List<NodeRental> compare(MachineId machine, NodeOrders next, Instant at) {
        if (statusById.isEmpty() || next.statusById.isEmpty()) {
            return List.of();
        }
        return new TreeMap<>(next.statusById.get())
                .entrySet().stream()
                        .filter(order -> LETS_IN.contains(order.getValue()))
                        .filter(order -> !LETS_IN.contains(statusById.get().getOrDefault(order.getKey(), "")))
                        .map(order -> new NodeRental(
                                machine,
                                Kind.RENTAL_BEGUN,
                                Optional.<DomainRef>empty(),
                                "the DBC node has a new rent order %s, %s".formatted(order.getKey(), order.getValue()),
                                EventCodec.micros(at)))
                        .toList();
    }
}

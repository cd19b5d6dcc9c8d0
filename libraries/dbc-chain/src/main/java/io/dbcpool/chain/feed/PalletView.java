package io.dbcpool.chain.feed;

import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.values.RentOrderId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What one rental pallet says of a machine at the end of a block.
 *
 * @param standing by its status alone, whatever orders there are
 * @param forcedOffline whether a report forced it offline, at whatever nesting
 * @param orders all of them, confirmed or not
 * @param usedGpus which of the machine's GPUs are let
 */
public record PalletView(
        Standing standing, boolean forcedOffline, Map<RentOrderId, OrderView> orders, List<Integer> usedGpus) {

    /** The machine is not in this pallet. */
    public static final PalletView NONE = new PalletView(Standing.NOT_BONDED, false, Map.of(), List.of());

    private static final Comparator<RentOrderId> BY_NUMBER =
            (one, other) -> Long.compareUnsigned(one.value(), other.value());

    public PalletView {
        orders = Map.copyOf(orders);
        usedGpus = List.copyOf(usedGpus);
    }

    /** What a status alone says of whether somebody may use the machine. */
    public enum Standing {
        NOT_BONDED,
        /** Nobody but its owner may use it now. */
        VACANT,
        RENTED,
        /** A committee's verifier may use it, or it could not be read. */
        NOT_VACANT;

        public static Standing of(MachineStatus status) {
            if (status.isRented()) {
                return RENTED;
            }
            return status.isForOthersToUse() ? NOT_VACANT : VACANT;
        }
    }

    public Tenancy tenancy() {
        if (!orders.isEmpty() || !usedGpus.isEmpty()) {
            return Tenancy.RENTED;
        }
        return switch (standing) {
            case NOT_BONDED -> Tenancy.UNKNOWN;
            case VACANT -> Tenancy.FREE;
            case RENTED -> Tenancy.RENTED;
            case NOT_VACANT -> Tenancy.NOT_FREE;
        };
    }

    /** In the order of their numbers. */
    List<RentOrderId> orderIds() {
        var sorted = new TreeSet<RentOrderId>(BY_NUMBER);
        sorted.addAll(orders.keySet());
        return List.copyOf(sorted);
    }
}

package io.dbcpool.chain.feed;

import io.dbcpool.chain.rent.RentOrder;
import io.dbcpool.chain.rent.RentStatus;
import io.dbcpool.substrate.crypto.address.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * What of a rent order matters here.
 *
 * @param renter absent while the order's details could not be read
 * @param end the block at whose end it is removed; 0 while unknown
 */
public record OrderView(Optional<AccountId> renter, boolean confirmed, long end, List<Integer> gpuIndexes) {

    /** That there is such an order is all that is known. */
    public static final OrderView UNKNOWN = new OrderView(Optional.empty(), false, 0, List.of());

    public OrderView {
        gpuIndexes = List.copyOf(gpuIndexes);
    }

    public static OrderView of(RentOrder order) {
        return new OrderView(
                Optional.of(order.renter()),
                order.status() != RentStatus.WAITING_VERIFYING,
                order.end().height(),
                order.gpuIndexes());
    }
}

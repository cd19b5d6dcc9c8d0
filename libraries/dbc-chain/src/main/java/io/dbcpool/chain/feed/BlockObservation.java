package io.dbcpool.chain.feed;

import io.dbcpool.chain.event.DbcEvent;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was read of one block.
 *
 * @param time the block's own
 * @param machines each machine of the pool
 * @param rentals those events that tell of orders; none where events could not be read, and then storage alone speaks
 */
public record BlockObservation(
        BlockRef block,
        Hash256 parent,
        Instant time,
        Map<MachineId, MachineView> machines,
        List<DbcEvent.Rental> rentals) {

    public BlockObservation {
        machines = Map.copyOf(machines);
        rentals = List.copyOf(rentals);
    }
}

package io.dbcpool.devchain;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * An extrinsic that got into a block.
 *
 * @param events that it alone deposited, in order
 * @param failure pallet and name of the dispatch error, {@code OnlineProfile.NoStashBond}; empty if it succeeded
 */
public record Included(BlockRef block, List<EventRecord> events, Optional<String> failure) {

    /** What became of it, by the events that it deposited. */
    public static Included of(Metadata metadata, BlockRef block, List<EventRecord> events) {
        Optional<String> failure = events.stream()
                .filter(event -> event.name().equals("ExtrinsicFailed"))
                .findFirst()
                .map(event -> DispatchErrors.name(metadata, new Value.Struct(event.fields()).field("dispatch_error")));
        return new Included(block, events, failure);
    }

    /** The first event of that name. */
    public Optional<EventRecord> findEvent(String pallet, String name) {
        return events.stream()
                .filter(event -> event.pallet().equals(pallet) && event.name().equals(name))
                .findFirst();
    }
}

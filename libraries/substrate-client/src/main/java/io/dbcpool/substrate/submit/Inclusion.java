package io.dbcpool.substrate.submit;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Phase;
import io.dbcpool.substrate.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * Where an extrinsic stands, and how it went there.
 *
 * @param index its place in the block, counted from 0
 * @param events the chain events that it deposited
 * @param error why it failed; empty if it did not
 */
public record Inclusion(BlockRef block, int index, List<EventRecord> events, Optional<DispatchError> error) {

    public Inclusion {
        events = List.copyOf(events);
    }

    /** Reads from a block's events how its extrinsic went. */
    static Inclusion of(Metadata metadata, BlockRef block, int index, List<EventRecord> blockEvents) {
        List<EventRecord> own = blockEvents.stream()
                .filter(event -> event.phase().equals(new Phase.ApplyExtrinsic(index)))
                .toList();
        Optional<DispatchError> error = own.stream()
                .flatMap(event -> failure(event).stream())
                .findFirst()
                .map(failure -> DispatchError.of(metadata, failure));
        return new Inclusion(block, index, own, error);
    }

    /**
     * What an event says went wrong. A proxy, a multisig and a batch succeed themselves when what they carry fails, and
     * say so only here; whoever sent them wanted what they carry.
     */
    private static Optional<Value> failure(EventRecord event) {
        return switch (event.pallet() + "." + event.name()) {
            case "System.ExtrinsicFailed" -> field(event, "dispatch_error", "0");
            case "Proxy.ProxyExecuted" -> field(event, "result", "0").flatMap(Inclusion::err);
            case "Multisig.MultisigExecuted" -> field(event, "result", "4").flatMap(Inclusion::err);
            case "Utility.BatchInterrupted" -> field(event, "error", "1");
            case "Utility.ItemFailed" -> field(event, "error", "0");
            case "Utility.DispatchedAs", "Sudo.Sudid" ->
                field(event, "result", "0").flatMap(Inclusion::err);
            default -> Optional.empty();
        };
    }

    private static Optional<Value> field(EventRecord event, String name, String place) {
        return Optional.ofNullable(event.fields().get(name))
                .or(() -> Optional.ofNullable(event.fields().get(place)));
    }

    private static Optional<Value> err(Value result) {
        return result instanceof Value.Variant variant && variant.name().equals("Err")
                ? Optional.of(variant.field("0"))
                : Optional.empty();
    }
}

package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;
import java.util.List;
import java.util.Map;

/**
 * A chain event with its place in the block.
 *
 * @param fields in their order; those without names are called {@code "0"}, {@code "1"} and so on
 * @param topics hashes under which it can be searched for; nearly always none
 */
public record EventRecord(Phase phase, String pallet, String name, Map<String, Value> fields, List<Value> topics) {

    /**
     * Decodes what is stored under {@code System.Events}: all events of the block at whose state it was read.
     *
     * @throws ScaleException if the bytes are not that runtime's events, or the runtime keeps none
     */
    public static List<EventRecord> decodeAll(Metadata metadata, byte[] stored) {
        StorageEntry entry = metadata.findPallet("System")
                .flatMap(system -> system.findStorage("Events"))
                .orElseThrow(() -> new ScaleException("the runtime has no storage System.Events", 0));
        Value records = entry.decode(stored);
        try {
            return records.asItems().stream().map(EventRecord::of).toList();
        } catch (ValueException otherLayout) {
            throw new ScaleException("the runtime's events are laid out otherwise: " + otherLayout.getMessage(), 0);
        }
    }

    private static EventRecord of(Value stored) {
        Value.Variant pallet = stored.field("event").asVariant();
        Value.Variant event = pallet.field("0").asVariant();
        return new EventRecord(
                phaseOf(stored.field("phase").asVariant()),
                pallet.name(),
                event.name(),
                event.fields(),
                stored.field("topics").asItems());
    }

    private static Phase phaseOf(Value.Variant phase) {
        return switch (phase.name()) {
            case "ApplyExtrinsic" -> new Phase.ApplyExtrinsic(phase.field("0").asLong());
            case "Finalization" -> new Phase.Finalization();
            case "Initialization" -> new Phase.Initialization();
            default -> throw new ValueException("no phase is called " + phase.name());
        };
    }
}

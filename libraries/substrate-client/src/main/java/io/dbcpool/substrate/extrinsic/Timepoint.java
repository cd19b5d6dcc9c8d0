package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the first approval of a multisig operation stands, which all later ones must name.
 *
 * @param height the block's number
 * @param index the extrinsic's place in the block, counted from 0
 */
public record Timepoint(long height, long index) {

    /** As in the field {@code when} of {@code Multisig.Multisigs}. @throws ValueException if it is no timepoint */
    public static Timepoint of(Value value) {
        return new Timepoint(
                value.field("height").asLong(), value.field("index").asLong());
    }

    Value toValue() {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("height", Value.of(height));
        fields.put("index", Value.of(index));
        return new Value.Struct(fields);
    }
}

package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call may cost the chain.
 *
 * @param refTime in picoseconds of the reference machine
 * @param proofSize in bytes of storage that a light validator must be shown
 */
public record Weight(long refTime, long proofSize) {

    public Weight {
        if (refTime < 0 || proofSize < 0) {
            throw new IllegalArgumentException("a weight is negative: %d, %d".formatted(refTime, proofSize));
        }
    }

    Value toValue() {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("ref_time", Value.of(refTime));
        fields.put("proof_size", Value.of(proofSize));
        return new Value.Struct(fields);
    }
}

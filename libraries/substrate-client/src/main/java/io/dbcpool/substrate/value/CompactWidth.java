package io.dbcpool.substrate.value;

import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.types.Primitive;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.TypeRegistry;
import java.util.OptionalInt;

/** How wide the integer in a {@code Compact} is, which may lie in structs of one field: {@code Compact<Perbill>}. */
final class CompactWidth {

    /** {@code Compact<()>} is allowed, and takes no bytes (parity-scale-codec, compact.rs). */
    static final int UNIT = 0;

    private CompactWidth() {}

    /** In bits; empty if the type cannot be compact. */
    static OptionalInt find(TypeRegistry types, int typeId) {
        int inner = typeId;
        for (int depth = 0; depth < ScaleReader.DEFAULT_MAX_DEPTH; depth++) {
            TypeDefinition definition = types.get(inner).definition();
            if (definition instanceof Primitive primitive) {
                return primitive.isSigned() || primitive.bits() == 0
                        ? OptionalInt.empty()
                        : OptionalInt.of(primitive.bits());
            }
            if (definition instanceof TypeDefinition.Tuple unit
                    && unit.typeIds().isEmpty()) {
                return OptionalInt.of(UNIT);
            }
            if (!(definition instanceof TypeDefinition.Composite composite)
                    || composite.fields().size() != 1) {
                return OptionalInt.empty();
            }
            inner = composite.fields().get(0).typeId();
        }
        return OptionalInt.empty();
    }
}

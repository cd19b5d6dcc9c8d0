package io.dbcpool.substrate.value;

import io.dbcpool.substrate.scale.BitOrder;
import io.dbcpool.substrate.scale.BitStore;
import io.dbcpool.substrate.types.Primitive;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.TypeRegistry;
import java.util.List;
import java.util.Optional;

/** How a bit sequence lies in its words, from the two types that say so. */
record BitLayout(BitStore store, BitOrder order) {

    /** Empty if the types are none that the crate bitvec has. */
    static Optional<BitLayout> find(TypeRegistry types, TypeDefinition.BitSequence bits) {
        Optional<BitOrder> order = findOrder(types.get(bits.orderTypeId()).path());
        return findStore(types.get(bits.storeTypeId()).definition())
                .flatMap(store -> order.map(known -> new BitLayout(store, known)));
    }

    private static Optional<BitStore> findStore(TypeDefinition definition) {
        if (!(definition instanceof Primitive primitive)) {
            return Optional.empty();
        }
        return switch (primitive) {
            case U8 -> Optional.of(BitStore.U8);
            case U16 -> Optional.of(BitStore.U16);
            case U32 -> Optional.of(BitStore.U32);
            case U64 -> Optional.of(BitStore.U64);
            default -> Optional.empty();
        };
    }

    private static Optional<BitOrder> findOrder(List<String> path) {
        return switch (path.isEmpty() ? "" : path.get(path.size() - 1)) {
            case "Lsb0" -> Optional.of(BitOrder.LEAST_SIGNIFICANT_FIRST);
            case "Msb0" -> Optional.of(BitOrder.MOST_SIGNIFICANT_FIRST);
            default -> Optional.empty();
        };
    }
}

package io.dbcpool.devchain;

import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Pallet;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;

/** Dispatch errors in the metadata's names, for tests. */
final class DispatchErrors {

    private DispatchErrors() {}

    static String name(Metadata metadata, Value error) {
        Value.Variant kind = error.asVariant();
        if (!kind.name().equals("Module")) {
            return kind.fields().isEmpty()
                    ? kind.name()
                    : kind.name() + "." + kind.field("0").asVariant().name();
        }
        Value module = kind.field("0");
        int pallet = (int) module.field("index").asLong();
        int index = module.field("error").asBytes()[0] & 0xff;
        return metadata.findPallet(pallet).map(Pallet::name).orElse("?") + "."
                + metadata.findError(pallet, index).map(Variant::name).orElse("?");
    }
}

package io.dbcpool.substrate.submit;

import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import java.util.Iterator;
import java.util.Optional;

/**
 * Why the runtime refused a call, in the names its metadata gives, such as {@code Balances} and
 * {@code InsufficientBalance}.
 *
 * @param pallet what is not a pallet's own error has the kind here: {@code Token}, {@code Arithmetic},
 *     {@code BadOrigin}
 * @param error empty if the kind says all
 * @param documentation what the runtime's author says of it; empty if nothing
 */
public record DispatchError(String pallet, String error, String documentation) {

    /**
     * Names what a chain event holds as {@code DispatchError} (sp-runtime, lib.rs).
     *
     * @throws io.dbcpool.substrate.value.ValueException if it is none
     */
    public static DispatchError of(Metadata metadata, Value dispatchError) {
        Value.Variant kind = dispatchError.asVariant();
        if (kind.name().equals("Module")) {
            // A struct in a tuple variant, or its two fields themselves, by the runtime's age.
            Value module = kind.fields().containsKey("index") ? kind : kind.field("0");
            return ofModule(metadata, (int) module.field("index").asLong(), module.field("error"));
        }
        Iterator<Value> inner = kind.fields().values().iterator();
        boolean nested = inner.hasNext() && kind.fields().containsKey("0");
        return new DispatchError(
                kind.name(), nested && inner.next() instanceof Value.Variant which ? which.name() : "", "");
    }

    private static DispatchError ofModule(Metadata metadata, int palletIndex, Value error) {
        // One byte, or four of which the first is the pallet's own and the others are for errors within errors.
        int errorIndex = error instanceof Value.Bytes bytes ? bytes.toArray()[0] & 0xff : (int) error.asLong();
        String pallet =
                metadata.findPallet(palletIndex).map(known -> known.name()).orElse("pallet " + palletIndex);
        Optional<Variant> known = metadata.findError(palletIndex, errorIndex);
        return new DispatchError(
                pallet,
                known.map(Variant::name).orElse("error " + errorIndex),
                known.map(found -> String.join(" ", found.docs()).strip()).orElse(""));
    }

    @Override
    public String toString() {
        String name = error.isEmpty() ? pallet : pallet + "." + error;
        return documentation.isEmpty() ? name : name + " (" + documentation + ")";
    }
}

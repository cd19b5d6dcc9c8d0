package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.types.TypeRegistry;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.ValueCodec;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One runtime's description of itself. Each spec version has its own; what one of them says is not valid for another.
 *
 * @param values reads and writes values of this runtime's types
 */
public record Metadata(ValueCodec values, List<Pallet> pallets, ExtrinsicFormat extrinsic) {

    /** Room for several times what runtimes say of themselves, and an end to what a node can make us keep. */
    public static final int MAX_BYTES = 4 * 1_024 * 1_024;

    /**
     * Decodes what {@code state_getMetadata} answers.
     *
     * @throws ScaleException if the bytes are not metadata of version 14, or contradict themselves
     */
    public static Metadata decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new ScaleException(
                    "wanted at most %d bytes of metadata, but found %d".formatted(MAX_BYTES, bytes.length), MAX_BYTES);
        }
        return MetadataReader.readWhole(bytes);
    }

    /** Every type that calls, storage, events, errors and constants use. */
    public TypeRegistry types() {
        return values.types();
    }

    /** By its name, such as {@code Balances}, with regard to case; empty where the runtime has none of it. */
    public Optional<Pallet> findPallet(String name) {
        return pallets.stream().filter(pallet -> pallet.name().equals(name)).findFirst();
    }

    /** @param index 0 to 255, as calls, chain events and errors carry it */
    public Optional<Pallet> findPallet(int index) {
        return pallets.stream().filter(pallet -> pallet.index() == index).findFirst();
    }

    /** @throws NoSuchElementException if the runtime has no such pallet */
    public Pallet getPallet(String name) {
        return findPallet(name).orElseThrow(() -> new NoSuchElementException("the runtime has no pallet " + name));
    }

    /** The error that a dispatch error of kind {@code Module} means. */
    public Optional<Variant> findError(int palletIndex, int errorIndex) {
        return findPallet(palletIndex).flatMap(pallet -> pallet.errors().find(errorIndex));
    }
}

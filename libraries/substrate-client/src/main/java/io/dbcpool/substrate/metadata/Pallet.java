package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.types.TypeDefinition.Variants;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A pallet. Calls, chain events and errors are found in their lists by name or by index; a pallet without any has an
 * empty list.
 *
 * @param index 0 to 255; not its place in the metadata
 */
public record Pallet(
        String name,
        int index,
        List<StorageEntry> storage,
        Variants calls,
        Variants events,
        Variants errors,
        List<Constant> constants) {

    /** By its name, with regard to case; empty where the pallet has none of it. */
    public Optional<StorageEntry> findStorage(String entry) {
        return storage.stream().filter(one -> one.name().equals(entry)).findFirst();
    }

    /** @throws NoSuchElementException if the pallet stores nothing of that name */
    public StorageEntry getStorage(String entry) {
        return findStorage(entry)
                .orElseThrow(() -> new NoSuchElementException("pallet %s has no storage %s".formatted(name, entry)));
    }

    /** By its name, with regard to case; empty where the pallet has none of it. */
    public Optional<Constant> findConstant(String constant) {
        return constants.stream().filter(one -> one.name().equals(constant)).findFirst();
    }

    /** @throws NoSuchElementException if the pallet has no such constant */
    public Constant getConstant(String constant) {
        return findConstant(constant)
                .orElseThrow(
                        () -> new NoSuchElementException("pallet %s has no constant %s".formatted(name, constant)));
    }
}

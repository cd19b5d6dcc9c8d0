package io.dbcpool.chain.storage;

import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Pallet;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.value.Value;
import java.util.Optional;
import java.util.function.Function;

/** What one pallet stores, by name. */
final class PalletStorage {

    private final Metadata metadata;
    private final String pallet;

    PalletStorage(Metadata metadata, String pallet) {
        this.metadata = metadata;
        this.pallet = pallet;
    }

    /** One that is there always, or has a default. @throws RuntimeShapeException if the runtime has no such entry */
    <T> StorageItem<T> item(String name, Function<Value, T> typed, Value... keys) {
        StorageEntry entry = get(name);
        return StorageItem.of(
                entry,
                entry.key(keys),
                value -> typed.apply(value.orElseThrow(
                        () -> new RuntimeShapeException("nothing is stored under %s".formatted(entry)))));
    }

    /** One that may be absent. @throws RuntimeShapeException if the runtime has no such entry */
    <T> StorageItem<Optional<T>> option(String name, Function<Value, T> typed, Value... keys) {
        StorageEntry entry = get(name);
        return StorageItem.of(entry, entry.key(keys), value -> value.map(typed));
    }

    /** One that not every spec version has. */
    <T> Optional<StorageItem<Optional<T>>> findOption(String name, Function<Value, T> typed, Value... keys) {
        return metadata.findPallet(pallet)
                        .flatMap(found -> found.findStorage(name))
                        .isPresent()
                ? Optional.of(option(name, typed, keys))
                : Optional.empty();
    }

    StorageEntry get(String name) {
        Pallet found = metadata.findPallet(pallet)
                .orElseThrow(() -> new RuntimeShapeException("this runtime has no pallet " + pallet));
        return found.findStorage(name)
                .orElseThrow(() -> new RuntimeShapeException("this runtime's %s stores no %s".formatted(pallet, name)));
    }
}

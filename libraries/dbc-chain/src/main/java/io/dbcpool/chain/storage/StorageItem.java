package io.dbcpool.chain.storage;

import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;
import java.util.Optional;
import java.util.function.Function;

/** One thing to read: where it lies, and what its bytes mean. */
public final class StorageItem<T> {

    private final StorageEntry entry;
    private final byte[] key;
    private final Function<Optional<byte[]>, T> decoder;

    private StorageItem(StorageEntry entry, byte[] key, Function<Optional<byte[]>, T> decoder) {
        this.entry = entry;
        this.key = key;
        this.decoder = decoder;
    }

    /** @param typed what the value means; empty where nothing is stored and the runtime has no default */
    static <T> StorageItem<T> of(StorageEntry entry, byte[] key, Function<Optional<Value>, T> typed) {
        return ofBytes(
                entry, key, stored -> typed.apply(stored.map(entry::decode).or(entry::whenAbsent)));
    }

    static <T> StorageItem<T> ofBytes(StorageEntry entry, byte[] key, Function<Optional<byte[]>, T> decoder) {
        return new StorageItem<>(entry, key, decoder);
    }

    /** {@code OnlineProfile.MachinesInfo}. */
    public String name() {
        return entry.toString();
    }

    /** The storage key. */
    public byte[] key() {
        return key.clone();
    }

    /**
     * What is there.
     *
     * @param stored the bytes under the key; empty where there are none, and then the runtime's own default counts
     * @throws RuntimeShapeException if the bytes are not what this library knows under that name
     */
    public T decode(Optional<byte[]> stored) {
        try {
            return decoder.apply(stored);
        } catch (ScaleException | ValueException | ArithmeticException e) {
            throw new RuntimeShapeException("%s is of another shape: %s".formatted(name(), e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}

package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.crypto.hash.TwoX;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Something that a pallet stores: one value, or a map of them under one or more keys. */
public final class StorageEntry {

    private final ValueCodec values;
    private final String palletPrefix;
    private final String name;
    private final List<StorageKeyPart> keyParts;
    private final int valueTypeId;
    private final boolean optional;
    private final byte[] fallback;
    private final List<String> docs;

    StorageEntry(
            ValueCodec values,
            String palletPrefix,
            String name,
            StorageShape shape,
            boolean optional,
            byte[] fallback,
            List<String> docs) {
        this.values = values;
        this.palletPrefix = palletPrefix;
        this.name = name;
        this.keyParts = shape.keyParts();
        this.valueTypeId = shape.valueTypeId();
        this.optional = optional;
        this.fallback = fallback;
        this.docs = docs;
    }

    /** Its name in the pallet, such as {@code Account}. */
    public String name() {
        return name;
    }

    /** None for a single value. */
    public List<StorageKeyPart> keyParts() {
        return keyParts;
    }

    /** Of what it holds, in the registry of its metadata. */
    public int valueTypeId() {
        return valueTypeId;
    }

    /** The runtime's own words about it, a line each; none where they were left out. */
    public List<String> docs() {
        return docs;
    }

    /** The storage keys of this entry: of each value, of those that share a beginning, and what a key is made of. */
    public StorageKeys keys() {
        return new StorageKeys(values, prefix(), keyParts);
    }

    /** @throws io.dbcpool.substrate.value.ValueException if the keys are not of the types, or not as many, as wanted */
    public byte[] key(Value... mapKeys) {
        return keys().encode(List.of(mapKeys));
    }

    /** Decodes what is stored under a key. */
    public Value decode(byte[] stored) {
        return values.decode(valueTypeId, stored);
    }

    /** What the runtime takes for the value where nothing is stored; empty if it takes that for none. */
    public Optional<Value> whenAbsent() {
        return optional ? Optional.empty() : Optional.of(decode(fallback));
    }

    /** 32 bytes, with which all keys of this entry begin. */
    public byte[] prefix() {
        byte[] prefix = new byte[2 * 16];
        System.arraycopy(TwoX.hash128(palletPrefix.getBytes(StandardCharsets.UTF_8)), 0, prefix, 0, 16);
        System.arraycopy(TwoX.hash128(name.getBytes(StandardCharsets.UTF_8)), 0, prefix, 16, 16);
        return prefix;
    }

    @Override
    public String toString() {
        return palletPrefix + "." + name;
    }
}

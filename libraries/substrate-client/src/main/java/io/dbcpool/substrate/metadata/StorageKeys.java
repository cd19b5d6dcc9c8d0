package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.crypto.hash.StorageHasher;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueCodec;
import io.dbcpool.substrate.value.ValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The storage keys of one entry: its prefix, then each map key's hash, and its bytes if the hasher keeps them. */
public final class StorageKeys {

    private final ValueCodec values;
    private final byte[] prefix;
    private final List<StorageKeyPart> parts;

    StorageKeys(ValueCodec values, byte[] prefix, List<StorageKeyPart> parts) {
        this.values = values;
        this.prefix = prefix;
        this.parts = parts;
    }

    /** @throws ValueException if the map keys are not of the types, or not as many, as wanted */
    public byte[] encode(List<Value> mapKeys) {
        if (mapKeys.size() != parts.size()) {
            throw new ValueException("wanted %d map keys, but found %d".formatted(parts.size(), mapKeys.size()));
        }
        return encodeBeginning(mapKeys);
    }

    /** What all storage keys begin with that have these first map keys; none for the whole map. */
    public byte[] encodeBeginning(List<Value> firstMapKeys) {
        if (firstMapKeys.size() > parts.size()) {
            throw new ValueException(
                    "wanted at most %d map keys, but found %d".formatted(parts.size(), firstMapKeys.size()));
        }
        ScaleWriter out = new ScaleWriter().writeFixedBytes(prefix);
        for (int i = 0; i < firstMapKeys.size(); i++) {
            StorageKeyPart part = parts.get(i);
            out.writeFixedBytes(part.hasher().hash(values.encode(part.typeId(), firstMapKeys.get(i))));
        }
        return out.toByteArray();
    }

    /**
     * Takes a storage key apart.
     *
     * @return the map keys; empty where the hasher does not keep its key
     * @throws ScaleException if it is no key of this entry, or a hash in it is not that of the key behind it
     */
    public List<Optional<Value>> decode(byte[] storageKey) {
        return ScaleReader.readWhole(storageKey, in -> {
            if (!Arrays.equals(in.readFixedBytes(prefix.length), prefix)) {
                throw new ScaleException("the storage key is another entry's", 0);
            }
            List<Optional<Value>> mapKeys = new ArrayList<>();
            for (StorageKeyPart part : parts) {
                mapKeys.add(readPart(part, in, storageKey));
            }
            return List.copyOf(mapKeys);
        });
    }

    private Optional<Value> readPart(StorageKeyPart part, ScaleReader in, byte[] storageKey) {
        StorageHasher hasher = part.hasher();
        int start = in.position();
        in.readFixedBytes(hasher.digestBytes());
        if (!hasher.keepsKey()) {
            return Optional.empty();
        }
        int keyStart = in.position();
        Value mapKey = values.read(part.typeId(), in);
        byte[] hash = hasher.hash(Arrays.copyOfRange(storageKey, keyStart, in.position()));
        if (!Arrays.equals(hash, Arrays.copyOfRange(storageKey, start, in.position()))) {
            throw new ScaleException(
                    "the hash at byte %d is not that of the map key behind it".formatted(start), start);
        }
        return Optional.of(mapKey);
    }
}

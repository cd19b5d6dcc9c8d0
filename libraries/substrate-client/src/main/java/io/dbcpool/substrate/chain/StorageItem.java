package io.dbcpool.substrate.chain;

import io.dbcpool.substrate.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * An item of a stored map.
 *
 * @param mapKeys its keys; empty where the hasher does not keep them
 */
public record StorageItem(List<Optional<Value>> mapKeys, Value value) {

    /** The only key of a map with one. */
    public Value key() {
        return mapKeys.get(0).orElseThrow();
    }
}

package io.dbcpool.substrate.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last few things that were asked for. Of blocks by hash, which never change, so nothing in it can be out of date.
 */
final class Lately<K, V> {

    private final Map<K, V> kept;

    Lately(int room) {
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > room;
            }
        };
    }

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(kept.get(key));
    }

    synchronized void keep(K key, V value) {
        kept.put(key, value);
    }
}

package io.dbcpool.devchain.runtime;

import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.devchain.storage.Snapshot;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Storage by the names of its entries, while a block is being built. Changes are kept apart until somebody takes them;
 * a call works on {@link #nested()}, of which nothing is left if it fails.
 */
public final class State {

    private final RuntimeRelease runtime;
    private final Function<Bytes, Optional<Bytes>> below;
    private final Map<Bytes, Optional<Bytes>> changes = new TreeMap<>();

    private State(RuntimeRelease runtime, Function<Bytes, Optional<Bytes>> below) {
        this.runtime = runtime;
        this.below = below;
    }

    public static State upon(RuntimeRelease runtime, Snapshot snapshot) {
        return new State(runtime, snapshot::find);
    }

    public State nested() {
        return new State(runtime, this::find);
    }

    public RuntimeRelease runtime() {
        return runtime;
    }

    public Map<Bytes, Optional<Bytes>> changes() {
        return changes;
    }

    /** Takes over what was changed in a state nested in this one. */
    public void take(State nested) {
        changes.putAll(nested.changes);
    }

    public Optional<Bytes> find(Bytes key) {
        Optional<Bytes> change = changes.get(key);
        return change == null ? below.apply(key) : change;
    }

    public void putRaw(Bytes key, Optional<Bytes> value) {
        changes.put(key, value);
    }

    /** One place in storage: a value, or a map's value under its keys. */
    public Place at(String pallet, String item, Value... mapKeys) {
        StorageEntry entry = runtime.entry(pallet, item);
        return new Place(entry, Bytes.of(entry.key(mapKeys)));
    }

    /** What lies, or may lie, under one key. */
    public final class Place {

        private final StorageEntry entry;
        private final Bytes key;

        private Place(StorageEntry entry, Bytes key) {
            this.entry = entry;
            this.key = key;
        }

        public Optional<Value> find() {
            return State.this.find(key).map(bytes -> entry.decode(bytes.toArray()));
        }

        public boolean isPresent() {
            return State.this.find(key).isPresent();
        }

        /** What is stored, or what the runtime takes for it where nothing is. */
        public Value get() {
            return find().or(entry::whenAbsent)
                    .orElseThrow(() -> new IllegalStateException("nothing is stored at " + entry));
        }

        public long getLong() {
            return get().asLong();
        }

        public void put(Value value) {
            changes.put(key, Optional.of(Bytes.of(runtime.metadata().values().encode(entry.valueTypeId(), value))));
        }

        public void put(long value) {
            put(Value.of(value));
        }

        public void remove() {
            changes.put(key, Optional.empty());
        }

        public void change(UnaryOperator<Value> edit) {
            put(edit.apply(get()));
        }
    }
}

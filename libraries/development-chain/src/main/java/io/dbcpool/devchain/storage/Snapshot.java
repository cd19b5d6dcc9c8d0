package io.dbcpool.devchain.storage;

import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.scale.ScaleWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored at one block. Immutable: a block's own changes lie upon its parent's snapshot, and every
 * {@value #FULL_EVERY} blocks there is a whole copy, so that thousands of blocks stay small and each is read quickly.
 */
public final class Snapshot {

    private static final int FULL_EVERY = 32;
    private static final int ROOT_BYTES = 32;
    private static final BigInteger BOUND = BigInteger.ONE.shiftLeft(8 * ROOT_BYTES);

    private final @Nullable Snapshot parent;
    private final NavigableMap<Bytes, Optional<Bytes>> changes;
    private final int depth;
    private final BigInteger sum;

    private Snapshot(
            @Nullable Snapshot parent, NavigableMap<Bytes, Optional<Bytes>> changes, int depth, BigInteger sum) {
        this.parent = parent;
        this.changes = changes;
        this.depth = depth;
        this.sum = sum;
    }

    public static Snapshot empty() {
        return new Snapshot(null, new TreeMap<>(), 0, BigInteger.ZERO);
    }

    /** This snapshot with changes upon it; an empty value removes what was there. */
    public Snapshot with(Map<Bytes, Optional<Bytes>> later) {
        Snapshot upon = new Snapshot(this, new TreeMap<>(later), depth + 1, sumWith(later));
        if (upon.depth < FULL_EVERY) {
            return upon;
        }
        NavigableMap<Bytes, Optional<Bytes>> all = new TreeMap<>();
        upon.entries().forEach((key, value) -> all.put(key, Optional.of(value)));
        return new Snapshot(null, all, 0, upon.sum);
    }

    private BigInteger sumWith(Map<Bytes, Optional<Bytes>> later) {
        BigInteger changed = sum;
        for (Map.Entry<Bytes, Optional<Bytes>> change : later.entrySet()) {
            changed = changed.subtract(weight(change.getKey(), find(change.getKey())))
                    .add(weight(change.getKey(), change.getValue()));
        }
        return changed.mod(BOUND);
    }

    private static BigInteger weight(Bytes key, Optional<Bytes> value) {
        return value.map(present -> new BigInteger(
                        1,
                        Blake2b.hash256(new ScaleWriter()
                                .writeBytes(key.toArray())
                                .writeBytes(present.toArray())
                                .toByteArray())))
                .orElse(BigInteger.ZERO);
    }

    public Optional<Bytes> find(Bytes key) {
        for (Snapshot at = this; at != null; at = at.parent) {
            Optional<Bytes> change = at.changes.get(key);
            if (change != null) {
                return change;
            }
        }
        return Optional.empty();
    }

    /** All keys that begin so, in order. */
    public List<Bytes> keysUnder(Bytes prefix) {
        List<Bytes> keys = new ArrayList<>();
        for (Bytes key : entries().tailMap(prefix, true).keySet()) {
            if (!key.startsWith(prefix)) {
                break;
            }
            keys.add(key);
        }
        return keys;
    }

    public NavigableMap<Bytes, Bytes> entries() {
        NavigableMap<Bytes, Bytes> entries = parent == null ? new TreeMap<>() : parent.entries();
        changes.forEach(
                (key, value) -> value.ifPresentOrElse(present -> entries.put(key, present), () -> entries.remove(key)));
        return entries;
    }

    /**
     * What stands for the whole content in a header: the sum of all entries' hashes, so that a block costs what it
     * changes. Not the root of a Merkle trie: nothing can be proved from it.
     */
    public byte[] root() {
        byte[] root = new byte[ROOT_BYTES];
        byte[] bytes = sum.toByteArray();
        int count = Math.min(bytes.length, ROOT_BYTES);
        System.arraycopy(bytes, bytes.length - count, root, ROOT_BYTES - count, count);
        return root;
    }
}

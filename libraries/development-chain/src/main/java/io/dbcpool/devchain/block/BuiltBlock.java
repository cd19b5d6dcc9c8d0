package io.dbcpool.devchain.block;

import io.dbcpool.devchain.runtime.RuntimeRelease;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.devchain.storage.Snapshot;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.List;
import java.util.Set;

/**
 * A block with what it left in storage.
 *
 * @param extrinsics as they stand in the block, the timestamp first
 * @param runtime by which its state is read: after an upgrade in this block, the new one
 * @param changed the storage keys that it wrote
 * @param timeMillis what it says the time is, since 1970
 */
public record BuiltBlock(
        Header header,
        List<Bytes> extrinsics,
        Snapshot state,
        RuntimeRelease runtime,
        Set<Bytes> changed,
        long timeMillis) {

    public BuiltBlock {
        extrinsics = List.copyOf(extrinsics);
        changed = Set.copyOf(changed);
    }

    public long number() {
        return header.number();
    }

    public Hash256 hash() {
        return header.hash();
    }

    public Hash256 parent() {
        return header.parent();
    }
}

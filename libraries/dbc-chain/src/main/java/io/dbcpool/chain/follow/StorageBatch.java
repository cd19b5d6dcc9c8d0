package io.dbcpool.chain.follow;

import io.dbcpool.chain.storage.StorageItem;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.rpc.RpcException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Many things that are read at one block by one question. For one thread. */
public final class StorageBatch {

    private final List<StorageItem<?>> items = new ArrayList<>();
    private final Map<StorageItem<?>, Optional<byte[]>> stored = new HashMap<>();
    private final Map<StorageItem<?>, Object> decoded = new HashMap<>();

    /** @return the same, to ask for it once the batch is read */
    public <T> StorageItem<T> add(StorageItem<T> item) {
        items.add(item);
        return item;
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** How many things. */
    public int size() {
        return items.size();
    }

    public void read(BlockStorage storage, Hash256 block) throws RpcException {
        List<Optional<byte[]>> values =
                storage.read(block, items.stream().map(StorageItem::key).toList());
        for (int i = 0; i < items.size(); i++) {
            stored.put(items.get(i), values.get(i));
        }
    }

    /**
     * The bytes as they are stored. @throws NoSuchElementException if it was not in the batch, or that is not read yet
     */
    public Optional<byte[]> bytes(StorageItem<?> item) {
        Optional<byte[]> bytes = stored.get(item);
        if (bytes == null) {
            throw new NoSuchElementException("the batch has not read " + item);
        }
        return bytes;
    }

    /** Decoded once. @throws RuntimeShapeException if it is not of the shape that this library knows */
    @SuppressWarnings("unchecked") // an item's own decoder made it
    public <T> T get(StorageItem<T> item) {
        return (T) decoded.computeIfAbsent(item, asked -> asked.decode(bytes(asked)));
    }
}

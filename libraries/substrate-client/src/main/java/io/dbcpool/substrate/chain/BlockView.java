package io.dbcpool.substrate.chain;

import io.dbcpool.substrate.block.Block;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.rpc.Query;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The chain as it was when one block was done.
 *
 * <p>Names of pallets, storage and constants that this block's runtime does not have are refused with
 * {@link java.util.NoSuchElementException}, map keys of another type with
 * {@link io.dbcpool.substrate.value.ValueException}.
 */
public final class BlockView {

    /** Nodes give at most 1,000 keys at once (sc-rpc, STORAGE_KEYS_PAGED_MAX_COUNT). */
    private static final int KEYS_AT_ONCE = 512;

    /** Values asked for in one question: of a kilobyte each, an answer is an eighth of the limit of a message. */
    private static final int VALUES_AT_ONCE = 1_024;

    /** Questions under way: the last of them, too, has to be answered within the time for one. */
    private static final int QUESTIONS_AT_ONCE = 4;

    private final ChainClient client;
    private final Hash256 hash;

    BlockView(ChainClient client, Hash256 hash) {
        this.client = client;
        this.hash = hash;
    }

    /** Of the block at which everything is asked. */
    public Hash256 hash() {
        return hash;
    }

    /** @throws RpcException.Unavailable also if no node knows the block */
    public Header header() throws RpcException {
        return client.header(hash);
    }

    /** With its extrinsics. */
    public Block block() throws RpcException {
        return client.block(hash);
    }

    /** The runtime that made this block, and by which all in it is read. */
    public ChainRuntime runtime() throws RpcException {
        return client.runtimeThatMade(header());
    }

    /** Of the runtime that made this block. */
    public Metadata metadata() throws RpcException {
        return runtime().metadata();
    }

    /** A value that is fixed in the code of the runtime that made this block. */
    public Value constant(String pallet, String constant) throws RpcException {
        return metadata().getPallet(pallet).getConstant(constant).value();
    }

    /**
     * What is stored, or what the runtime takes for it where nothing is.
     *
     * @return empty if nothing is stored and the runtime has no default
     */
    public Optional<Value> storage(String pallet, String entry, Value... mapKeys) throws RpcException {
        StorageEntry stored = entry(pallet, entry);
        Optional<byte[]> bytes = storedBytes(stored.key(mapKeys));
        return bytes.isPresent() ? Optional.of(decoded(() -> stored.decode(bytes.get()), stored)) : stored.whenAbsent();
    }

    /** As {@link #storage}, for many keys of one map at once; in their order. */
    public List<Optional<Value>> storageOfEach(String pallet, String entry, List<List<Value>> mapKeys)
            throws RpcException {
        StorageEntry stored = entry(pallet, entry);
        List<byte[]> keys =
                mapKeys.stream().map(key -> stored.keys().encode(key)).toList();
        List<Optional<Value>> values = new ArrayList<>();
        for (Optional<byte[]> bytes : storedBytes(keys)) {
            values.add(
                    bytes.isPresent()
                            ? Optional.of(decoded(() -> stored.decode(bytes.get()), stored))
                            : stored.whenAbsent());
        }
        return values;
    }

    /** The bytes under a storage key; empty if there are none. */
    public Optional<byte[]> storedBytes(byte[] storageKey) throws RpcException {
        return client.ask(Queries.storage(storageKey, hash));
    }

    /** The bytes under each storage key, in their order. */
    public List<Optional<byte[]>> storedBytes(List<byte[]> storageKeys) throws RpcException {
        return inParts(storageKeys, keys -> Queries.storage(keys, hash));
    }

    /**
     * As {@link #storedBytes(List)}, of nodes that show with each answer that it comes out of this block's state: by
     * the block's own number and parent, which every runtime stores. One that answers out of another state is left
     * alone.
     */
    public List<Optional<byte[]>> ownBytes(List<byte[]> storageKeys) throws RpcException {
        Header block = header();
        var system = metadata().getPallet("System");
        Optional<StorageEntry> number = system.findStorage("Number");
        Optional<StorageEntry> parent = system.findStorage("ParentHash");
        if (block.number() == 0 || number.isEmpty() || parent.isEmpty()) {
            return storedBytes(storageKeys); // the first block stores neither
        }
        return inParts(
                storageKeys,
                keys -> Queries.storageOf(
                        block, number.get().key(), parent.get().key(), keys));
    }

    private List<Optional<byte[]>> inParts(
            List<byte[]> storageKeys, Function<List<byte[]>, Query<List<Optional<byte[]>>>> question)
            throws RpcException {
        List<Query<List<Optional<byte[]>>>> questions = new ArrayList<>();
        for (int from = 0; from < storageKeys.size(); from += VALUES_AT_ONCE) {
            questions.add(
                    question.apply(storageKeys.subList(from, Math.min(from + VALUES_AT_ONCE, storageKeys.size()))));
        }
        List<Optional<byte[]>> all = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += QUESTIONS_AT_ONCE) {
            int to = Math.min(from + QUESTIONS_AT_ONCE, questions.size());
            client.askAll(questions.subList(from, to)).forEach(all::addAll);
        }
        return all;
    }

    /**
     * A whole map, or the part of it that has these first map keys.
     *
     * @see #forEachItem for one that may be large
     */
    public List<StorageItem> items(String pallet, String entry, Value... firstMapKeys) throws RpcException {
        List<StorageItem> items = new ArrayList<>();
        forEachItem(pallet, entry, items::add, firstMapKeys);
        return items;
    }

    /** Reads a map item by item, a page at a time. */
    public void forEachItem(String pallet, String entry, Consumer<StorageItem> reader, Value... firstMapKeys)
            throws RpcException {
        StorageEntry stored = entry(pallet, entry);
        byte[] beginning = stored.keys().encodeBeginning(List.of(firstMapKeys));
        byte[] last = new byte[0];
        List<byte[]> page;
        do {
            page = client.ask(Queries.keys(beginning, KEYS_AT_ONCE, last, hash));
            List<Optional<byte[]>> values = storedBytes(page);
            for (int i = 0; i < page.size(); i++) {
                byte[] key = page.get(i);
                if (values.get(i).isPresent()) {
                    byte[] value = values.get(i).get();
                    reader.accept(
                            decoded(() -> new StorageItem(stored.keys().decode(key), stored.decode(value)), stored));
                }
                last = key;
            }
        } while (page.size() == KEYS_AT_ONCE);
    }

    /**
     * How many extrinsics the chain has of an account: the nonce of its next one, as long as none is on its way.
     *
     * @return empty if the runtime counts none under {@code System.Account}
     */
    public OptionalLong findNonce(AccountId account) throws RpcException {
        Optional<StorageEntry> accounts =
                metadata().findPallet("System").flatMap(system -> system.findStorage("Account"));
        if (accounts.isEmpty()) {
            return OptionalLong.empty();
        }
        Optional<Value> stored = storage("System", "Account", Value.of(account.toBytes()));
        return OptionalLong.of(stored.isPresent() ? stored.get().field("nonce").asLong() : 0);
    }

    /** The chain events that this block's runtime deposited in it. */
    public List<EventRecord> events() throws RpcException {
        Metadata metadata = metadata();
        StorageEntry events = metadata.getPallet("System").getStorage("Events");
        Optional<byte[]> stored = storedBytes(events.key());
        return stored.isPresent() ? decoded(() -> EventRecord.decodeAll(metadata, stored.get()), events) : List.of();
    }

    /** Encoded, each with its length before it. */
    public List<byte[]> extrinsics() throws RpcException {
        return block().extrinsics();
    }

    private StorageEntry entry(String pallet, String entry) throws RpcException {
        return metadata().getPallet(pallet).getStorage(entry);
    }

    private <T> T decoded(Supplier<T> decoding, StorageEntry entry) throws RpcException {
        try {
            return decoding.get();
        } catch (ScaleException notOfItsType) {
            throw new RpcException.WrongAnswer("what a node says is stored as %s at block %s is not of its type: %s"
                    .formatted(entry, hash, notOfItsType.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "block " + hash;
    }
}

package io.dbcpool.chain.real;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.error.Refusal;
import io.dbcpool.chain.event.DbcEvent.ExtrinsicFailed;
import io.dbcpool.chain.event.DbcEvents;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.storage.StorageItem;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Phase;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.rpc.Query;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.substrate.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A development chain to try things on: it builds a block when it is told to, and takes storage as it is given. */
record Workbench(ChainClient client, Metadata metadata) implements AutoCloseable {

    private static final Duration INCLUSION = Duration.ofMinutes(2);

    static Workbench connect(String endpoint) throws RpcException {
        var client = ChainClient.connect(endpoint);
        return new Workbench(client, client.best().metadata());
    }

    /** What is stored at the best block. */
    <T> T at(Function<DbcRuntime, StorageItem<T>> item) throws RpcException {
        var asked = item.apply(new DbcRuntime(metadata));
        return asked.decode(client.best().storedBytes(asked.key()));
    }

    /** Signs, sends, waits for the block, and says why it was refused if it was. */
    Optional<Refusal> submit(Call call, Keypair signer) throws Exception {
        var genesis = client.genesis();
        long nonce = at(r -> r.ledger().balance(signer.publicKey().account())).nonce();
        var extrinsic = ExtrinsicCodec.of(metadata, genesis)
                .prepare(call, SigningTerms.of(Lifetime.immortal(), nonce))
                .sign(signer);
        long before = client.bestHead().number();
        client.ask(Query.of(
                "author_submitExtrinsic",
                List.of("0x" + HexFormat.of().formatHex(extrinsic.bytes())),
                answer -> answer.asText()));
        return find(extrinsic, before);
    }

    /** Changes what is stored of a machine, as only a development chain allows. */
    void setMachine(MachineKey machine, UnaryOperator<Value> change) throws Exception {
        set("OnlineProfile", "MachinesInfo", change, Value.of(machine.bytes()));
    }

    /** Changes what is stored, where anything is, or what the runtime takes for it. */
    void set(String pallet, String item, UnaryOperator<Value> change, Value... mapKeys) throws Exception {
        StorageEntry entry = metadata.getPallet(pallet).getStorage(item);
        byte[] key = entry.key(mapKeys);
        Value now = client.best()
                .storedBytes(key)
                .map(entry::decode)
                .or(entry::whenAbsent)
                .orElseThrow();
        store(key, Optional.of(metadata.values().encode(entry.valueTypeId(), change.apply(now))));
    }

    /** Has nothing be stored there while something is done. */
    void without(String pallet, String item, Work work) throws Exception {
        byte[] key = metadata.getPallet(pallet).getStorage(item).key();
        Optional<byte[]> before = client.best().storedBytes(key);
        store(key, Optional.empty());
        try {
            work.run();
        } finally {
            store(key, before);
        }
    }

    /** What is tried meanwhile. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private void store(byte[] key, Optional<byte[]> value) throws Exception {
        var hex = HexFormat.of();
        List<@Nullable String> pair = new ArrayList<>();
        pair.add("0x" + hex.formatHex(key));
        pair.add(value.map(bytes -> "0x" + hex.formatHex(bytes)).orElse(null));
        client.ask(Query.of("dev_setStorage", List.of(List.of(pair)), answer -> true));
        long before = client.bestHead().number();
        buildBlock();
        awaitBlock(before + 1);
    }

    private Optional<Refusal> find(SignedExtrinsic extrinsic, long after) throws Exception {
        buildBlock();
        for (long number = after + 1; ; number++) {
            var block = client.at(awaitBlock(number).hash());
            OptionalInt place = block.block().findExtrinsic(extrinsic.hash());
            if (place.isPresent()) {
                return block.events().stream()
                        .filter(event -> event.phase().equals(new Phase.ApplyExtrinsic(place.getAsInt())))
                        .map(event -> DbcEvents.of(metadata, event))
                        .filter(ExtrinsicFailed.class::isInstance)
                        .map(event -> ((ExtrinsicFailed) event).refusal())
                        .findFirst();
            }
        }
    }

    private Header awaitBlock(long number) throws Exception {
        long until = System.nanoTime() + INCLUSION.toNanos();
        long version = -1;
        while (System.nanoTime() < until) {
            var heads = client.awaitHeads(version, Duration.ofSeconds(1));
            if (heads.isPresent()) {
                version = heads.get().version();
                if (heads.get().best().number() >= number) {
                    return client.header(client.getBlockHash(number));
                }
            }
        }
        throw new AssertionError("no block %d within %s".formatted(number, INCLUSION));
    }

    /** A chain that builds blocks at its own pace does not know this question, and needs not. */
    private void buildBlock() {
        try {
            client.ask(Query.of("dev_newBlock", List.of(Map.of("count", 1)), answer -> true));
        } catch (RpcException buildsByItself) {
            // then it is waited for
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

package io.dbcpool.devchain.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.devchain.Included;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Phase;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A chain behind an endpoint that builds blocks when asked ({@code dev_newBlock}): ours, or DBC's real runtime. */
final class ContractChain implements AutoCloseable {

    private static final int PREFIX = 42;

    private final Probe probe;
    private final Metadata metadata;
    private final Hash256 genesis;

    ContractChain(URI endpoint) {
        probe = new Probe(endpoint);
        metadata = Metadata.decode(
                Bytes.parse(probe.call("state_getMetadata").asText()).toArray());
        genesis = Hash256.parse(probe.call("chain_getBlockHash", 0).asText());
    }

    Probe probe() {
        return probe;
    }

    Metadata metadata() {
        return metadata;
    }

    static AccountId account(String uri) {
        return DevelopmentChain.account(uri);
    }

    static Value value(String uri) {
        return Value.of(account(uri).toBytes());
    }

    long bestNumber() {
        return Long.decode(probe.call("chain_getHeader").get("number").asText());
    }

    void buildBlocks(int count) {
        probe.call("dev_newBlock", Map.of("count", count));
    }

    /**
     * Goes on to a height. Chopsticks jumps there, for a block may take it a second; what is due at that height is
     * done.
     */
    void buildUpTo(long number) {
        probe.call("dev_newBlock", Map.of("count", 1, "unsafeBlockHeight", number));
    }

    Optional<Value> find(String pallet, String item, Value... mapKeys) {
        StorageEntry entry = metadata.getPallet(pallet).getStorage(item);
        JsonNode stored =
                probe.call("state_getStorage", Bytes.of(entry.key(mapKeys)).toString());
        return stored.isNull()
                ? Optional.empty()
                : Optional.of(entry.decode(Bytes.parse(stored.asText()).toArray()));
    }

    Value get(String pallet, String item, Value... mapKeys) {
        StorageEntry entry = metadata.getPallet(pallet).getStorage(item);
        return find(pallet, item, mapKeys).or(entry::whenAbsent).orElseThrow();
    }

    /** Changes what is stored, as of the next block. */
    void change(String pallet, String item, UnaryOperator<Value> edit, Value... mapKeys) {
        StorageEntry entry = metadata.getPallet(pallet).getStorage(item);
        Value changed = edit.apply(get(pallet, item, mapKeys));
        String key = Bytes.of(entry.key(mapKeys)).toString();
        String value =
                Bytes.of(metadata.values().encode(entry.valueTypeId(), changed)).toString();
        probe.call("dev_setStorage", List.of(List.of(key, value)));
        buildBlocks(1);
    }

    /** Has nothing be stored there while something is done. */
    void without(String pallet, String item, Runnable meanwhile) {
        StorageEntry entry = metadata.getPallet(pallet).getStorage(item);
        Value before = find(pallet, item).orElseThrow();
        store(entry, null);
        try {
            meanwhile.run();
        } finally {
            store(
                    entry,
                    Bytes.of(metadata.values().encode(entry.valueTypeId(), before))
                            .toString());
        }
    }

    private void store(StorageEntry entry, @Nullable String value) {
        List<@Nullable String> pair = new ArrayList<>();
        pair.add(Bytes.of(entry.key()).toString());
        pair.add(value);
        probe.call("dev_setStorage", List.of(pair));
        buildBlocks(1);
    }

    /** Gives an account a million DBC. */
    void fund(String uri) {
        setFree(uri, BigInteger.TEN.pow(21));
    }

    /** @param planck that the account has free from now on */
    void setFree(String uri, BigInteger planck) {
        change(
                "System",
                "Account",
                info -> Edit.with(
                        Edit.with(info, "providers", 1),
                        "data",
                        Edit.with(info.field("data"), "free", Value.of(planck))),
                value(uri));
    }

    byte[] sign(String uri, Call call, long noncesAhead, Hash256 signedGenesis) {
        try (SecretUri secret = SecretUri.parse(uri);
                Keypair keypair = secret.toKeypair(KeyScheme.SR25519)) {
            long nonce = probe.call("system_accountNextIndex", account(uri).toSs58(PREFIX))
                            .asLong()
                    + noncesAhead;
            JsonNode best = probe.call("chain_getBlockHash");
            Lifetime lifetime = Lifetime.bornAt(bestNumber(), Hash256.parse(best.asText()), 64);
            return ExtrinsicCodec.of(metadata, signedGenesis)
                    .prepare(call, SigningTerms.of(lifetime, nonce))
                    .sign(keypair)
                    .bytes();
        }
    }

    byte[] sign(String uri, Call call) {
        return sign(uri, call, 0, genesis);
    }

    /** Signs a call, has it in a block, and reads there what became of it. */
    Included submit(String uri, Call call) {
        Bytes extrinsic = Bytes.of(sign(uri, call));
        long before = bestNumber();
        probe.call("author_submitExtrinsic", extrinsic.toString());
        buildBlocks(1);
        for (long number = before + 1; number <= bestNumber(); number++) {
            JsonNode hash = probe.call("chain_getBlockHash", number);
            List<String> bodies = new ArrayList<>();
            probe.call("chain_getBlock", hash.asText())
                    .at("/block/extrinsics")
                    .forEach(one -> bodies.add(one.asText()));
            int place = bodies.indexOf(extrinsic.toString());
            if (place >= 0) {
                return included(new BlockRef(number, Hash256.parse(hash.asText())), place);
            }
        }
        throw new AssertionError("the extrinsic is in none of the blocks behind " + before);
    }

    private Included included(BlockRef block, int place) {
        StorageEntry entry = metadata.getPallet("System").getStorage("Events");
        JsonNode stored = probe.call(
                "state_getStorage",
                Bytes.of(entry.key()).toString(),
                block.hash().toString());
        List<EventRecord> events = EventRecord.decodeAll(
                        metadata, Bytes.parse(stored.asText()).toArray())
                .stream()
                .filter(event -> event.phase().equals(new Phase.ApplyExtrinsic(place)))
                .toList();
        return Included.of(metadata, block, events);
    }

    @Override
    public void close() {
        probe.close();
    }
}

package io.dbcpool.devchain.pending;

import io.dbcpool.devchain.block.BuiltBlock;
import io.dbcpool.devchain.block.Validity;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What waits for a block, in the order in which it came. Not safe for use by several threads. */
public final class PendingPool {

    private final Map<Hash256, Validity.Ready> waiting = new LinkedHashMap<>();
    private final Map<Hash256, List<Consumer<Status>>> watchers = new HashMap<>();
    /** Blocks that are not final yet, with what stands in them. */
    private final Map<Hash256, BuiltBlock> inBlock = new HashMap<>();

    /** Whom to tell of an extrinsic's life from now on; the pool forgets them when nothing more can be told. */
    public void watch(Hash256 extrinsic, Consumer<Status> watcher) {
        watchers.computeIfAbsent(extrinsic, hash -> new ArrayList<>()).add(watcher);
    }

    public void unwatch(Hash256 extrinsic, Consumer<Status> watcher) {
        watchers.getOrDefault(extrinsic, new ArrayList<>()).remove(watcher);
    }

    /** Takes an extrinsic in, or says why not. */
    public Optional<Refusal> submit(Validity validity) {
        if (validity instanceof Validity.Refused refused) {
            return Optional.of(Refusal.of(refused.reason()));
        }
        boolean ready = validity instanceof Validity.Ready;
        Validity.Ready one = ready ? (Validity.Ready) validity : ((Validity.Future) validity).later();
        if (waiting.containsKey(one.hash())) {
            return Optional.of(Refusal.alreadyImported(one.hash()));
        }
        Optional<Validity.Ready> rival = waiting.values().stream()
                .filter(other -> other.signer().equals(one.signer()) && other.nonce() == one.nonce())
                .findFirst();
        if (rival.isPresent()) {
            if (one.tip().compareTo(rival.get().tip()) <= 0) {
                return Optional.of(Refusal.tooLowPriority(
                        rival.get().tip().toString(), one.tip().toString()));
            }
            waiting.remove(rival.get().hash());
            tell(rival.get().hash(), Status.at("usurped", one.hash()));
        }
        waiting.put(one.hash(), one);
        boolean queuedBefore = !ready && hasAllBefore(one);
        tell(one.hash(), Status.plain(ready || queuedBefore ? "ready" : "future"));
        tell(one.hash(), new Status("broadcast", Optional.empty()));
        return Optional.empty();
    }

    /** Whether those between the account's next nonce and this one wait here too; the lowest of all is ready then. */
    private boolean hasAllBefore(Validity.Ready one) {
        return waiting.values().stream()
                .filter(other -> other.signer().equals(one.signer()))
                .anyMatch(other -> other.nonce() == one.nonce() - 1);
    }

    /** All of them as they came, but each account's in the order of its nonces. */
    public List<Bytes> candidates() {
        Map<Value, Deque<Validity.Ready>> byAccount = new HashMap<>();
        waiting.values().stream()
                .sorted(Comparator.comparingLong(Validity.Ready::nonce))
                .forEach(one -> byAccount
                        .computeIfAbsent(one.signer(), signer -> new ArrayDeque<>())
                        .add(one));
        return waiting.values().stream()
                .map(one ->
                        byAccount.getOrDefault(one.signer(), new ArrayDeque<>()).remove())
                .map(Validity.Ready::bytes)
                .toList();
    }

    public List<Bytes> list() {
        return waiting.values().stream().map(Validity.Ready::bytes).toList();
    }

    /** The nonce behind those that wait without a gap. */
    public long nextNonce(Value signer, long next) {
        long free = next;
        while (hasNonce(signer, free)) {
            free++;
        }
        return free;
    }

    private boolean hasNonce(Value signer, long nonce) {
        return waiting.values().stream().anyMatch(one -> one.signer().equals(signer) && one.nonce() == nonce);
    }

    /** Forgets all of it, as a node does that restarts. */
    public void clear() {
        List<Hash256> all = List.copyOf(waiting.keySet());
        waiting.clear();
        all.forEach(hash -> tell(hash, Status.plain("dropped")));
    }

    /** A block is on the best branch now. */
    public void onAdded(BuiltBlock block) {
        for (Bytes bytes : block.extrinsics()) {
            Hash256 hash = Hash256.ofContent(bytes.toArray());
            waiting.remove(hash);
            inBlock.put(hash, block);
            tell(hash, Status.at("inBlock", block.hash()));
        }
    }

    /**
     * A block is no longer on the best branch: what stood in it waits again, if it is still worth anything.
     *
     * @param check whether an extrinsic may stand in the next block
     */
    public void onDropped(BuiltBlock block, Function<Bytes, Validity> check) {
        for (Bytes bytes : block.extrinsics()) {
            Hash256 hash = Hash256.ofContent(bytes.toArray());
            BuiltBlock elsewhere = inBlock.get(hash);
            if (elsewhere == null || !elsewhere.hash().equals(block.hash())) {
                continue;
            }
            inBlock.remove(hash);
            tell(hash, Status.at("retracted", block.hash()));
            Validity validity = check.apply(bytes);
            if (validity instanceof Validity.Ready ready) {
                waiting.put(hash, ready);
            } else if (validity instanceof Validity.Future future) {
                waiting.put(hash, future.later());
            }
        }
    }

    /** Drops what can be in no block any more: its nonce is used, its era is over, its account is empty. */
    public void prune(Function<Bytes, Validity> check) {
        for (Validity.Ready one : List.copyOf(waiting.values())) {
            if (check.apply(one.bytes()) instanceof Validity.Refused) {
                waiting.remove(one.hash());
                tell(one.hash(), Status.plain("invalid"));
            }
        }
    }

    public void onFinalized(BuiltBlock block) {
        for (Bytes bytes : block.extrinsics()) {
            Hash256 hash = Hash256.ofContent(bytes.toArray());
            inBlock.remove(hash);
            tell(hash, Status.at("finalized", block.hash()));
        }
    }

    private void tell(Hash256 extrinsic, Status status) {
        List.copyOf(watchers.getOrDefault(extrinsic, List.of())).forEach(watcher -> watcher.accept(status));
        if (status.isLast()) {
            watchers.remove(extrinsic);
        }
    }
}

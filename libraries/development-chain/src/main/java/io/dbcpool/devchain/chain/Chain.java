package io.dbcpool.devchain.chain;

import io.dbcpool.devchain.block.BlockAuthor;
import io.dbcpool.devchain.block.BlockTree;
import io.dbcpool.devchain.block.BuiltBlock;
import io.dbcpool.devchain.block.Validator;
import io.dbcpool.devchain.block.Validity;
import io.dbcpool.devchain.pallet.Command;
import io.dbcpool.devchain.pending.PendingPool;
import io.dbcpool.devchain.pending.Refusal;
import io.dbcpool.devchain.pending.Status;
import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.RuntimeRelease;
import io.dbcpool.devchain.runtime.State;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.value.Value;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One chain and its pending pool. Safe for use by several threads. */
public final class Chain {

    private final BlockTree tree;
    private final PendingPool pool = new PendingPool();
    private final Validator validator;
    private final BlockAuthor author;
    private final InstantSource clock;
    private final List<ChainListener> listeners = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();

    private Optional<RuntimeRelease> upgrade = Optional.empty();
    private int authorship;

    public Chain(BuiltBlock genesis, InstantSource clock) {
        this.tree = new BlockTree(genesis);
        this.validator = new Validator(Hash256.of(genesis.hash().toBytes()));
        this.author = new BlockAuthor(validator);
        this.clock = clock;
    }

    public synchronized void listen(ChainListener listener) {
        listeners.add(listener);
    }

    public synchronized void forget(ChainListener listener) {
        listeners.remove(listener);
    }

    public synchronized BuiltBlock genesis() {
        return tree.genesis();
    }

    public synchronized BuiltBlock best() {
        return tree.best();
    }

    public synchronized BuiltBlock finalized() {
        return tree.finalized();
    }

    public synchronized Optional<BuiltBlock> find(Hash256 hash) {
        return tree.find(hash);
    }

    /** The block of that height on the branch that ends with {@code head}. */
    public synchronized Optional<BuiltBlock> find(long number, BuiltBlock head) {
        if (number < 0 || number > head.number()) {
            return Optional.empty();
        }
        BuiltBlock at = head;
        while (at.number() > number && !tree.isOnBestBranch(at)) {
            at = tree.parent(at);
        }
        return at.number() > number ? tree.find(number) : Optional.of(at);
    }

    /** Has something happen in the next block that is built. */
    public synchronized void order(Command command) {
        commands.add(command);
    }

    /** Has the next block switch to another runtime. */
    public synchronized void upgrade(RuntimeRelease release) {
        upgrade = Optional.of(release);
    }

    /**
     * Builds a block upon the best one, from all that waits.
     *
     * @return the block, and what of the ordered commands failed
     */
    public synchronized BlockAuthor.Outcome buildBlock() {
        BlockAuthor.Outcome outcome = build(tree.best(), List.copyOf(commands), pool.candidates(), upgrade);
        commands.clear();
        upgrade = Optional.empty();
        makeBest(outcome.block());
        return outcome;
    }

    /**
     * Drops the last {@code depth} blocks for one more than that of another branch, whose blocks are empty. What stood
     * in the dropped ones waits again.
     *
     * @throws IllegalArgumentException if one of them is final
     */
    public synchronized BuiltBlock fork(int depth) {
        long base = tree.best().number() - depth;
        if (depth < 1 || base < tree.finalized().number()) {
            throw new IllegalArgumentException("cannot drop %d blocks: block %d is best and block %d final"
                    .formatted(depth, tree.best().number(), tree.finalized().number()));
        }
        BuiltBlock at = tree.find(base).orElseThrow();
        for (int i = 0; i < depth; i++) {
            at = build(at, List.of(), List.of(), Optional.empty()).block();
            announce(at, false);
        }
        BuiltBlock last = build(at, List.of(), List.of(), Optional.empty()).block();
        makeBest(last);
        return last;
    }

    /** Builds a block that stays beside the best branch. */
    public synchronized BuiltBlock buildAside() {
        BuiltBlock parent = tree.best().number() == 0 ? tree.best() : tree.parent(tree.best());
        BuiltBlock aside = build(parent, List.of(), List.of(), Optional.empty()).block();
        announce(aside, false);
        return aside;
    }

    public synchronized void finalizeUpTo(long number) {
        List<BuiltBlock> now = tree.finalizeUpTo(number);
        now.forEach(pool::onFinalized);
        if (!now.isEmpty()) {
            listeners.forEach(listener -> listener.onFinalized(tree.finalized()));
        }
    }

    /** Takes an extrinsic into the pool, or says why not. */
    public synchronized Optional<Refusal> submit(Bytes extrinsic) {
        return pool.submit(checkForNext(extrinsic));
    }

    /** As {@link #submit}; the watcher hears of all that becomes of it. */
    public synchronized Optional<Refusal> submit(Bytes extrinsic, Consumer<Status> watcher) {
        Hash256 hash = Hash256.ofContent(extrinsic.toArray());
        pool.watch(hash, watcher);
        Optional<Refusal> refusal = submit(extrinsic);
        refusal.ifPresent(refused -> pool.unwatch(hash, watcher));
        return refusal;
    }

    public synchronized void unwatch(Hash256 extrinsic, Consumer<Status> watcher) {
        pool.unwatch(extrinsic, watcher);
    }

    public synchronized List<Bytes> pending() {
        return pool.list();
    }

    /** Forgets all that waits. */
    public synchronized void dropPending() {
        pool.clear();
    }

    /** The nonce for an account's next extrinsic: those that wait are counted. */
    public synchronized long nextNonce(Value account) {
        return pool.nextNonce(account, new Accounts(next()).nonce(account));
    }

    /** Whether an extrinsic might stand in the next block. */
    public synchronized Validity checkForNext(Bytes extrinsic) {
        return validator.check(next(), extrinsic);
    }

    /** The block to come, with nothing in it: what it would see of the best block's state. */
    private Dispatch next() {
        BuiltBlock best = tree.best();
        State state = State.upon(best.runtime(), best.state());
        state.at("System", "BlockHash", Value.of(best.number()))
                .put(Value.of(best.hash().toBytes()));
        return new Dispatch(state, best.number() + 1);
    }

    private BlockAuthor.Outcome build(
            BuiltBlock parent, List<Command> ordered, List<Bytes> candidates, Optional<RuntimeRelease> release) {
        long time = Math.max(clock.millis(), parent.timeMillis() + 1);
        BlockAuthor.Outcome outcome =
                author.build(parent, new BlockAuthor.Plan(time, authorship++, ordered, candidates, release));
        tree.add(outcome.block());
        return outcome;
    }

    private void makeBest(BuiltBlock block) {
        BlockTree.Change change = tree.makeBest(block);
        change.added().forEach(pool::onAdded);
        change.dropped().forEach(dropped -> pool.onDropped(dropped, this::checkForNext));
        pool.prune(this::checkForNext);
        announce(block, true);
    }

    private void announce(BuiltBlock block, boolean best) {
        List.copyOf(listeners).forEach(listener -> listener.onImported(block, best));
    }
}

package io.dbcpool.devchain;

import io.dbcpool.devchain.block.BlockAuthor;
import io.dbcpool.devchain.block.BuiltBlock;
import io.dbcpool.devchain.block.Genesis;
import io.dbcpool.devchain.chain.Chain;
import io.dbcpool.devchain.pallet.Command;
import io.dbcpool.devchain.pending.Refusal;
import io.dbcpool.devchain.runtime.RuntimeRelease;
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
import io.dbcpool.substrate.metadata.Phase;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A chain in this process, driven from Java and reached over WebSocket. What it is told to do happens in a block of its
 * own, which is built at once, and goes with that block if a fork drops it. Safe for use by several threads.
 *
 * <p>Accounts that exist from the beginning, with a million DBC each: {@code //Alice}, {@code //Stash1},
 * {@code //Ctrl1}, {@code //Stash2}, {@code //Ctrl2}, {@code //Renter1}, {@code //Renter2}.
 */
public final class DevelopmentChain implements AutoCloseable {

    private static final int GPUS = 4;
    private static final int CALC_POINT = 6_825;

    private final Chain chain;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Optional<Pace> pace;

    private DevelopmentChain(ChainSettings settings) {
        BuiltBlock genesis = Genesis.build(
                settings.runtime(), GenesisAccounts.commands(), settings.clock().millis());
        this.chain = new Chain(genesis, settings.clock());
        this.endpoints.add(Endpoint.open(chain, settings.port()));
        this.pace = settings.pace().isZero()
                ? Optional.empty()
                : Optional.of(new Pace(settings.pace(), () -> tick(settings.finalityBlocks())));
    }

    private void tick(int finalityBlocks) {
        chain.buildBlock();
        chain.finalizeUpTo(chain.best().number() - finalityBlocks);
    }

    /** Blocks on command only. */
    public static DevelopmentChain start() {
        return start(ChainSettings.onCommand());
    }

    public static DevelopmentChain start(ChainSettings settings) {
        return new DevelopmentChain(settings);
    }

    /** Of the first node. */
    public URI endpoint() {
        return node().uri();
    }

    /** The first node, with its faults. */
    public synchronized Endpoint node() {
        return endpoints.get(0);
    }

    /** Starts one more node of the same chain. */
    public synchronized Endpoint openNode() {
        Endpoint endpoint = Endpoint.open(chain, 0);
        endpoints.add(endpoint);
        return endpoint;
    }

    public BlockRef genesis() {
        return chain.genesis().header().ref();
    }

    public BlockRef best() {
        return chain.best().header().ref();
    }

    public BlockRef finalized() {
        return chain.finalized().header().ref();
    }

    /** Builds a block from all that waits. */
    public BlockRef buildBlock() {
        return chain.buildBlock().block().header().ref();
    }

    /** Builds several; all that waits stands in the first. */
    public BlockRef buildBlocks(int count) {
        BlockRef last = best();
        for (int i = 0; i < count; i++) {
            last = buildBlock();
        }
        return last;
    }

    /** Builds blocks until the best one has that number. */
    public BlockRef buildUpTo(long number) {
        return buildBlocks((int) Math.max(0, number - best().number()));
    }

    /**
     * Drops the last blocks for a longer, empty branch. What stood in them waits again.
     *
     * @throws IllegalArgumentException if one of them is final
     */
    public BlockRef fork(int blocks) {
        return chain.fork(blocks).header().ref();
    }

    /** Builds a block that never is the best one. */
    public BlockRef buildAside() {
        return chain.buildAside().header().ref();
    }

    public void finalizeUpTo(long number) {
        chain.finalizeUpTo(number);
    }

    /** Makes the best block final. */
    public void finalizeAll() {
        finalizeUpTo(best().number());
    }

    /** Switches to another runtime, as of the next block. */
    public BlockRef upgrade(RuntimeRelease release) {
        chain.upgrade(release);
        return buildBlock();
    }

    /** The runtime as it is, under another spec version. */
    public BlockRef upgradeTo(long specVersion) {
        return upgrade(runtime().withSpecVersion(specVersion));
    }

    public RuntimeRelease runtime() {
        return chain.best().runtime();
    }

    /** What is stored at the best block; empty also where the runtime would take a default. */
    public Optional<Value> find(String pallet, String item, Value... mapKeys) {
        BuiltBlock best = chain.best();
        var entry = best.runtime().entry(pallet, item);
        return best.state().find(Bytes.of(entry.key(mapKeys))).map(bytes -> entry.decode(bytes.toArray()));
    }

    /** The account of a development key, {@code "//Stash1"}. */
    public static AccountId account(String secretUri) {
        return GenesisAccounts.account(secretUri);
    }

    public void fund(AccountId account, DbcAmount amount) {
        carryOut(Command.fund(value(account), amount.planck()));
    }

    /** Has a machine that nobody bonded be online at once, with 4 GPUs, of {@code //Stash1} and {@code //Ctrl1}. */
    public void bringOnline(MachineId machine) {
        bringOnline(machine, account("//Stash1"), account("//Ctrl1"));
    }

    public void bringOnline(MachineId machine, AccountId stash, AccountId controller) {
        carryOut(Command.bondUnsigned(value(machine), value(stash), value(controller)));
        verify(machine);
    }

    /** Has thousands be online, of {@code //Stash1} and {@code //Ctrl1}: the first as one alone, the others like it. */
    public void bringOnline(Collection<MachineId> machines) {
        List<MachineId> all = List.copyOf(machines);
        bringOnline(all.get(0));
        List<Value> others = all.stream().skip(1).map(DevelopmentChain::value).toList();
        carryOut(Command.bringOnlineLike(value(all.get(0)), others));
    }

    /** The committee finds a machine that waits for it to be what it says; with 4 GPUs. */
    public void verify(MachineId machine) {
        carryOut(Command.confirmMachine(value(machine), GPUS, CALC_POINT, List.of(value(account("//Alice")))));
    }

    /** The committee refuses a machine that waits for it. */
    public void refuse(MachineId machine) {
        carryOut(Command.refuseMachine(value(machine)));
    }

    /**
     * A renter's report succeeds, without an event.
     *
     * @param reason {@code "RentedInaccessible"}, {@code "OnlineRentFailed"} and so on
     * @param blocksAgo when it was reported
     */
    public void forceOffline(MachineId machine, String reason, long blocksAgo) {
        long reported = Math.max(0, best().number() - blocksAgo);
        carryOut(Command.forceOffline(value(machine), reason, value(account("//Renter1")), reported));
    }

    /** Gives a stash something to claim. */
    public void reward(AccountId stash, DbcAmount amount) {
        carryOut(Command.reward(value(stash), amount.planck()));
    }

    /** The technical committee hears an appeal. */
    public void cancelSlash(long slashId) {
        carryOut(Command.cancelSlash(slashId));
    }

    /** Has anything happen in a block of its own. @throws IllegalStateException if the chain refuses it */
    public void carryOut(Command command) {
        BlockAuthor.Outcome outcome;
        synchronized (chain) {
            chain.order(command);
            outcome = chain.buildBlock();
        }
        if (!outcome.failedCommands().isEmpty()) {
            throw new IllegalStateException("the chain refused: " + outcome.failedCommands());
        }
    }

    /** {@code //Renter1} rents GPUs of a machine, in the next block. */
    public RentOrderId rent(MachineId machine, int gpus, int blocks) {
        Included rented = submit(
                "//Renter1",
                Call.of("RentMachine", "rent_machine")
                        .with("machine_id", value(machine))
                        .with("rent_gpu_num", Value.of(gpus))
                        .with("duration", Value.of(blocks)));
        return rented.findEvent("RentMachine", "Rent")
                .map(event -> new RentOrderId(
                        new Value.Struct(event.fields()).field("0").asLong()))
                .orElseThrow(() -> new IllegalStateException(
                        "the chain refused: " + rented.failure().orElse("no event")));
    }

    /** {@code //Renter1} confirms an order, in the next block. */
    public Included confirm(RentOrderId order) {
        return submit("//Renter1", Call.of("RentMachine", "confirm_rent").with("rent_id", Value.of(order.value())));
    }

    /**
     * Signs a call and has it in the next block, whatever becomes of it there.
     *
     * @param secretUri of the signer, {@code "//Ctrl1"}
     * @throws IllegalStateException if the pool does not take it
     */
    public Included submit(String secretUri, Call call) {
        try (SecretUri uri = SecretUri.parse(secretUri);
                Keypair keypair = uri.toKeypair(KeyScheme.SR25519)) {
            synchronized (chain) {
                Bytes extrinsic = sign(keypair, call);
                Optional<Refusal> refusal = chain.submit(extrinsic);
                if (refusal.isPresent()) {
                    throw new IllegalStateException("the pool refused: " + refusal.get());
                }
                BuiltBlock block = chain.buildBlock().block();
                return included(block, extrinsic);
            }
        }
    }

    /** Takes an extrinsic into the pool, as a node would; says why not. */
    public Optional<Refusal> submit(byte[] extrinsic) {
        return chain.submit(Bytes.of(extrinsic));
    }

    /** Forgets all extrinsics that wait for a block. */
    public void dropPending() {
        chain.dropPending();
    }

    private Bytes sign(Keypair keypair, Call call) {
        BuiltBlock best = chain.best();
        Hash256 genesis = Hash256.of(chain.genesis().hash().toBytes());
        long nonce = chain.nextNonce(value(keypair.publicKey().account()));
        Lifetime lifetime =
                Lifetime.bornAt(best.number(), Hash256.of(best.hash().toBytes()), 64);
        return Bytes.of(ExtrinsicCodec.of(best.runtime().metadata(), genesis)
                .prepare(call, SigningTerms.of(lifetime, nonce))
                .sign(keypair)
                .bytes());
    }

    private static Included included(BuiltBlock block, Bytes extrinsic) {
        int place = block.extrinsics().indexOf(extrinsic);
        if (place < 0) {
            throw new IllegalStateException("block %d has no room for it".formatted(block.number()));
        }
        var metadata = block.runtime().metadata();
        Bytes stored = block.state()
                .find(Bytes.of(block.runtime().entry("System", "Events").key()))
                .orElseThrow();
        List<EventRecord> events = EventRecord.decodeAll(metadata, stored.toArray()).stream()
                .filter(event -> event.phase().equals(new Phase.ApplyExtrinsic(place)))
                .toList();
        return Included.of(metadata, block.header().ref(), events);
    }

    private static Value value(AccountId account) {
        return Value.of(account.toBytes());
    }

    /** The chain knows a machine by its 64 digits as text. */
    private static Value value(MachineId machine) {
        return Value.of(machine.hex().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public synchronized void close() {
        pace.ifPresent(Pace::close);
        endpoints.forEach(Endpoint::close);
    }
}

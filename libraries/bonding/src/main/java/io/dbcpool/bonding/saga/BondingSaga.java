package io.dbcpool.bonding.saga;

import io.dbcpool.bonding.intent.AccountWriter;
import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.intent.IntentStore;
import io.dbcpool.bonding.intent.Moment;
import io.dbcpool.bonding.intent.Order;
import io.dbcpool.bonding.intent.Outcome;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.state.BondingState;
import io.dbcpool.bonding.state.BondingStateReader;
import io.dbcpool.bonding.step.NextStep;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.chain.call.OwnerCalls;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.BlockNumber;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out a wish as far as it can be carried now: reads the chain at a finalized block, asks {@link NextStep}, has
 * that one step done, and reads again. It remembers nothing that the chain does not know, but for what is on its way.
 */
public final class BondingSaga {

    /** An extrinsic that got into no block is derived and signed anew, so often. */
    private static final int TRIES = 5;

    private final ChainClient client;
    private final IntentStore store;
    private final MachineSigner machineSigner;
    private final SagaListener listener;
    private final SagaLimit limit;
    private final BondingStateReader reader;

    public BondingSaga(ChainClient client, IntentStore store, MachineSigner machineSigner, SagaListener listener) {
        this(client, store, machineSigner, listener, SagaLimit.NONE);
    }

    /** @param limit what it objects to is not signed, and ends the run */
    public BondingSaga(
            ChainClient client,
            IntentStore store,
            MachineSigner machineSigner,
            SagaListener listener,
            SagaLimit limit) {
        this.client = client;
        this.store = store;
        this.machineSigner = machineSigner;
        this.listener = listener;
        this.limit = limit;
        this.reader = new BondingStateReader(new ClientFeed(client));
    }

    /**
     * @param controller signs; its account is the wish's controller
     * @param stash signs for the stash, on a test network; empty: its owner does, in a wallet
     * @param roomsTaken server rooms that other wishes of the same stash count on
     * @throws BusyException if something of an account has no outcome yet, or somebody else signs for it
     */
    public Ending run(
            Wish wish,
            AccountWriter controller,
            SigningKey controllerKey,
            Optional<AccountWriter> stash,
            Set<String> roomsTaken)
            throws RpcException, StoreException, BusyException, KeyException, InterruptedException {
        long from = lastBlock(controller);
        if (stash.isPresent()) {
            from = Math.max(from, lastBlock(stash.get()));
        }
        int tries = 0;
        while (true) {
            Moment moment = controller.awaitQuiet(from);
            BondingState state = read(wish, controllerKey, moment);
            Step step = NextStep.of(state, wish, roomsTaken);
            AccountWriter writer = controller;
            if (step instanceof Step.SetController set) {
                if (stash.isEmpty()) {
                    askStash(set, state);
                    return new Ending.Reached(step);
                }
                writer = stash.get();
                moment = writer.awaitQuiet(moment.block().number());
                state = read(wish, controllerKey, moment);
                step = NextStep.of(state, wish, roomsTaken);
                if (!(step instanceof Step.SetController)) {
                    continue;
                }
            }
            if (!(step instanceof Step.Send send)) {
                return new Ending.Reached(step);
            }
            Optional<String> objection = limit.findObjection(send);
            if (objection.isPresent()) {
                return new Ending.Beyond(send, objection.get());
            }
            if (wasMadeAlready(send, state, wish, controller)) {
                return new Ending.Reached(new Step.Stuck(
                        "a server room was made for this machine already, and is not free any more",
                        "name one of the stash's rooms in the wish: %s".formatted(state.rooms())));
            }
            listener.onStep(send);
            Call call = call(send, wish, moment);
            Call carried = writer == controller ? controllerKey.carried(call) : call;
            Intent ended = writer.carryOut(
                    new Order(send.id(), Optional.of(wish.machine()), Optional.empty(), carried, send.inWords()),
                    moment);
            listener.onEnded(ended);
            Outcome outcome = ended.outcome().orElseThrow();
            if (outcome instanceof Outcome.Refused || (outcome instanceof Outcome.Never && ++tries >= TRIES)) {
                return new Ending.Failed(ended);
            }
            from = Math.max(from, outcome.inBlock().map(block -> block.number()).orElse(0L));
        }
    }

    private BondingState read(Wish wish, SigningKey controllerKey, Moment moment) throws RpcException {
        return reader.read(moment.block(), wish.machine(), wish.stash(), controllerKey.account());
    }

    /** Finishes what was begun before, and says from which block on the chain knows of it. */
    private long lastBlock(AccountWriter writer) throws StoreException, RpcException, BusyException {
        long last = 0;
        for (Intent intent : writer.finishOpen()) {
            listener.onEnded(intent);
            last = Math.max(
                    last,
                    intent.outcome()
                            .flatMap(Outcome::inBlock)
                            .map(block -> block.number())
                            .orElse(0L));
        }
        return last;
    }

    /** The last guard before a fee that is paid each time: the chain's state alone has kept us from here already. */
    private boolean wasMadeAlready(Step.Send step, BondingState state, Wish wish, AccountWriter controller)
            throws StoreException, RpcException {
        if (!(step instanceof Step.GenServerRoom)) {
            return false;
        }
        BlockNumber bondedAt = state.machine().orElseThrow().bondedAt();
        return store.list(client.genesis().toString(), controller.signer()).stream()
                .filter(intent ->
                        intent.step().equals(step.id()) && intent.machine().equals(Optional.of(wish.machine())))
                .flatMap(intent -> intent.outcome().stream())
                .anyMatch(outcome ->
                        outcome instanceof Outcome.Done done && done.block().number() >= bondedAt.height());
    }

    private Call call(Step.Send step, Wish wish, Moment moment)
            throws RpcException, KeyException, InterruptedException {
        var calls = new OwnerCalls(client.runtimeAfter(moment.block().hash()).metadata());
        MachineKey machine = MachineKey.of(wish.machine());
        if (step instanceof Step.SetController set) {
            return calls.setController(set.controller());
        } else if (step instanceof Step.BondMachine) {
            var message = new BondMessage(machine, wish.stash());
            return calls.bondMachine(message, machineSigner.sign(message));
        } else if (step instanceof Step.GenServerRoom) {
            return calls.genServerRoom();
        } else if (step instanceof Step.AddMachineInfo info) {
            return calls.addMachineInfo(machine, info.site());
        }
        return calls.fulfillMachine(machine);
    }

    private void askStash(Step.SetController step, BondingState state) throws RpcException {
        var calls = new OwnerCalls(client.runtimeAfter(state.block().hash()).metadata());
        listener.onStashMustSign(
                step,
                UnsignedExtrinsic.of(
                        client,
                        calls.setController(step.controller()),
                        step.stash(),
                        state.block(),
                        state.stashBalance().nonce()));
    }
}

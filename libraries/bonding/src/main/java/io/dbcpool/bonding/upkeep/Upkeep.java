package io.dbcpool.bonding.upkeep;

import io.dbcpool.bonding.intent.AccountWriter;
import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.intent.IntentStore;
import io.dbcpool.bonding.intent.Moment;
import io.dbcpool.bonding.intent.Order;
import io.dbcpool.bonding.intent.Outcome;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.DbcAmount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Plans an action and its price, and carries out a plan just as it was shown, or not at all. */
public final class Upkeep {

    private final ChainClient client;
    private final PlanFolder plans;
    private final IntentStore store;
    private final UpkeepStateReader reader;

    public Upkeep(ChainClient client, PlanFolder plans, IntentStore store) {
        this.client = client;
        this.plans = plans;
        this.store = store;
        this.reader = new UpkeepStateReader(new ClientFeed(client));
    }

    /**
     * A price, and a plan if it can be done.
     *
     * @param fee of the transaction, as a node estimates it
     */
    public record Offer(UpkeepState state, Quote quote, Optional<DbcAmount> fee, Optional<Plan> plan) {}

    /** What became of a plan. */
    public sealed interface Applied {

        /** Carried out, or refused by the runtime: now, or when it was applied before. */
        record Ended(Intent intent) implements Applied {}

        /** The chain has moved on; nothing was sent. */
        record Lapsed(String why) implements Applied {}
    }

    /**
     * @param signer whose nonce it takes: the controller, or its proxy
     * @param site what {@code update-info} tells
     * @throws IllegalArgumentException if an argument is none
     */
    public Offer plan(Action action, AccountId controller, AccountId signer, Optional<MachineSite> site)
            throws RpcException, StoreException {
        BlockRef block = client.finalizedHead().ref();
        UpkeepState state = reader.read(block, controller, signer, action.machine());
        Quote quote = Prices.of(state, action);
        Call call = ActionCalls.of(client.runtimeAfter(block.hash()).metadata(), action, site);
        long nonce = nonce(block, signer);
        Optional<DbcAmount> fee =
                FeeQuestion.ask(client, SigningKey.carried(call, controller, signer), signer, block, nonce);
        if (!(quote instanceof Quote.Price)) {
            return new Offer(state, quote, fee, Optional.empty());
        }
        String hash = client.codecAfter(block.hash()).hash(call).toString();
        String basis = Plan.basis(state, action);
        String genesis = client.genesis().toString();
        Plan plan = new Plan(
                Plan.id(genesis, signer, nonce, hash, basis),
                action,
                signer,
                controller,
                basis,
                nonce,
                Plan.reserved(quote),
                hash,
                genesis,
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        plans.put(plan);
        return new Offer(state, quote, fee, Optional.of(plan));
    }

    /** Carries out a plan, once: the next time it says what became of it. */
    public Applied apply(Plan plan, AccountWriter writer, SigningKey key, Optional<MachineSite> site)
            throws RpcException, StoreException, BusyException {
        if (!plan.genesis().equals(client.genesis().toString())) {
            return new Applied.Lapsed("it was made for another chain");
        }
        if (!plan.signer().equals(key.signer()) || !plan.controller().equals(key.account())) {
            return new Applied.Lapsed("it was made for another signer");
        }
        writer.finishOpen();
        Optional<Intent> before = store.list(plan.genesis(), key.signer()).stream()
                .filter(intent -> intent.plan().equals(Optional.of(plan.id())))
                .filter(intent -> !(intent.outcome().orElse(null) instanceof Outcome.Never))
                .findFirst();
        if (before.isPresent()) {
            return new Applied.Ended(before.get());
        }
        Moment moment = writer.awaitQuiet(0);
        UpkeepState state = reader.read(
                moment.block(), key.account(), key.signer(), plan.action().machine());
        Optional<String> why = whyVoid(plan, state, moment);
        if (why.isPresent()) {
            return new Applied.Lapsed(why.get());
        }
        Call call = ActionCalls.of(client.runtimeAfter(moment.block().hash()).metadata(), plan.action(), site);
        if (!client.codecAfter(moment.block().hash()).hash(call).toString().equals(plan.callHash())) {
            return new Applied.Lapsed("the call would be another one than was shown");
        }
        return new Applied.Ended(writer.carryOut(
                new Order(
                        plan.action().verb().step(),
                        plan.action().machine(),
                        Optional.of(plan.id()),
                        key.carried(call),
                        plan.action().inWords()),
                moment));
    }

    private static Optional<String> whyVoid(Plan plan, UpkeepState state, Moment moment) {
        if (moment.nonce() != plan.nonce()) {
            return Optional.of("the signer has signed %d extrinsics since".formatted(moment.nonce() - plan.nonce()));
        }
        Optional<String> change = Plan.change(plan.basis(), Plan.basis(state, plan.action()));
        if (change.isPresent()) {
            return change;
        }
        Quote quote = Prices.of(state, plan.action());
        if (quote instanceof Quote.NotNow notNow) {
            return Optional.of(notNow.reason());
        }
        DbcAmount reserved = Plan.reserved(quote);
        return reserved.compareTo(plan.reserved()) > 0
                ? Optional.of("it costs more by now: %s, shown were %s".formatted(reserved, plan.reserved()))
                : Optional.empty();
    }

    private long nonce(BlockRef block, AccountId signer) throws RpcException {
        return client.at(block.hash())
                .findNonce(signer)
                .orElseThrow(() -> new RpcException.Unavailable("the runtime counts no nonces"));
    }
}

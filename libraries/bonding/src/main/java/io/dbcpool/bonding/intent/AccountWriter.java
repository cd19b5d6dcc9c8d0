package io.dbcpool.bonding.intent;

import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.substrate.block.Heads;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.rpc.RpcException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Signs and sends for one account, one extrinsic after the other: the next one is signed only when the outcome of the
 * last is certain, with the nonce of the finalized block from which it was derived. What is signed is on disk before it
 * is sent; after a crash the same bytes are sent again. For one thread; {@link AccountLock} keeps other processes of
 * the host away. See docs/decisions/0019-one-extrinsic-at-a-time.md.
 */
public final class AccountWriter {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final ChainClient client;
    private final SigningKey key;
    private final IntentStore store;
    private final StepTeller teller;
    private final Patience patience;

    /** @param lock for the key's signer; the caller gives it back when this writer is done with */
    public AccountWriter(
            ChainClient client,
            SigningKey key,
            AccountLock lock,
            IntentStore store,
            StepJournal journal,
            String actor,
            Patience patience) {
        if (!lock.isHeldFor(key.signer())) {
            throw new IllegalArgumentException("wanted the lock of " + key.signer());
        }
        this.client = client;
        this.key = key;
        this.store = store;
        this.teller = new StepTeller(journal, actor);
        this.patience = patience;
    }

    /** Whose nonce it is. */
    public AccountId signer() {
        return key.signer();
    }

    /**
     * Sends again what was signed before and has no outcome, and waits for it.
     *
     * @return what has ended now
     * @throws BusyException if one has no outcome still
     */
    public List<Intent> finishOpen() throws StoreException, RpcException, BusyException {
        List<Intent> ended = new ArrayList<>();
        for (Intent intent : store.list(client.genesis().toString(), signer())) {
            if (intent.isOpen()) {
                teller.signed(intent, "signed before, and sent again: the same bytes");
                ended.add(pursue(intent));
            }
        }
        return ended;
    }

    /**
     * Waits until nothing of the account is on its way.
     *
     * @param fromBlock no earlier one will do: the block in which the last step was carried out
     * @throws BusyException if something is for all that time: another program signs for the account
     */
    public Moment awaitQuiet(long fromBlock) throws RpcException, BusyException {
        long until = System.nanoTime() + patience.quiet().toNanos();
        String why = "no block is finalized from %d on".formatted(fromBlock);
        do {
            Heads heads = client.heads();
            if (heads.finalized().number() >= fromBlock) {
                long finalized = nonceAt(heads.finalized().hash());
                long next = Math.max(
                        nonceAt(heads.best().hash()),
                        AccountNonce.withPending(client, signer()).orElse(0));
                if (next <= finalized) {
                    return new Moment(heads.finalized().ref(), finalized);
                }
                why = "the account has signed %d extrinsics that are not final, and not by this program"
                        .formatted(next - finalized);
            }
            client.awaitHeads(heads.version(), LOOK);
        } while (System.nanoTime() < until && !Thread.currentThread().isInterrupted());
        throw new BusyException(why + "; next: see what else signs for it, and try again");
    }

    /**
     * Signs and sends, once.
     *
     * @param at the block from which the order was derived
     * @return with its outcome
     * @throws BusyException if it has none in time: {@link #finishOpen} goes on with it
     */
    public Intent carryOut(Order order, Moment at) throws StoreException, RpcException, BusyException {
        String genesis = client.genesis().toString();
        if (store.list(genesis, signer()).stream().anyMatch(Intent::isOpen)) {
            throw new IllegalStateException("something of %s has no outcome yet".formatted(signer()));
        }
        Intent intent = new Intent(
                NameBasedId.of(
                        genesis,
                        signer().toString(),
                        Long.toString(at.nonce()),
                        order.step(),
                        at.block().hash().toString()),
                genesis,
                signer(),
                at.nonce(),
                order.step(),
                order.machine(),
                order.plan(),
                at.block(),
                List.of(sign(order.call(), at, BigInteger.ZERO)),
                Optional.empty());
        store.put(intent);
        teller.signed(intent, order.inWords());
        return pursue(intent);
    }

    private Intent.Version sign(Call call, Moment at, BigInteger tip) throws RpcException {
        Lifetime lifetime = Lifetime.bornAt(at.block().number(), at.block().hash(), patience.lifetimeBlocks());
        SignedExtrinsic signed = key.sign(
                call,
                client.codecAfter(at.block().hash())
                        .prepare(call, SigningTerms.of(lifetime, at.nonce()).withTip(tip)));
        return new Intent.Version(signed, tip);
    }

    private Intent pursue(Intent begun) throws StoreException, RpcException, BusyException {
        var pursuit = new IntentPursuit(client, teller, patience);
        Intent intent = begun;
        while (true) {
            Optional<Outcome> outcome = pursuit.look(intent);
            if (outcome.isPresent()) {
                Intent ended = intent.ended(outcome.get());
                teller.ended(ended); // twice rather than never: readers drop repeats
                store.put(ended);
                return ended;
            }
            if (pursuit.isOutOfTime() || intent.versions().size() > patience.mostReplacements()) {
                teller.unknown(intent);
                throw new BusyException(
                        "%s was sent, and is in no finalized block yet; next: run it again, it is not sent twice"
                                .formatted(intent.step()));
            }
            intent = intent.withVersion(replacement(intent));
            store.put(intent);
            teller.signed(intent, "in no block yet: signed again, same nonce, with a tip");
        }
    }

    /** The same call with the same nonce and the same life, so that only one of the two gets in. */
    private Intent.Version replacement(Intent intent) throws RpcException {
        Call call = Extrinsic.decode(
                        client.at(intent.since().hash()).metadata(),
                        intent.newest().extrinsic().bytes())
                .call();
        BigInteger tip = intent.newest().tip().signum() == 0
                ? patience.firstTip()
                : intent.newest().tip().shiftLeft(1);
        return sign(call, new Moment(intent.since(), intent.nonce()), tip);
    }

    private long nonceAt(Hash256 block) throws RpcException {
        OptionalLong nonce = client.at(block).findNonce(signer());
        return nonce.orElseThrow(() -> new RpcException.Unavailable("the runtime counts no nonces"));
    }
}

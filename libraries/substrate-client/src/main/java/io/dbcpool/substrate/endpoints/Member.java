package io.dbcpool.substrate.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.rpc.Endpoint;
import io.dbcpool.substrate.rpc.Listening;
import io.dbcpool.substrate.rpc.MalformedAnswerException;
import io.dbcpool.substrate.rpc.NodeAnswers;
import io.dbcpool.substrate.rpc.RpcConnection;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.substrate.rpc.RpcFailures;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node of the pool: gets connected and stays so, and knows how the node is. All of it runs on the pool's own
 * thread.
 */
final class Member {

    private static final Duration LONGEST_QUARANTINE = Duration.ofDays(1);

    private final Endpoint endpoint;
    private final PoolThread pool;
    private final PoolPolicy policy;

    private @Nullable RpcConnection connection;
    private boolean connecting;
    private boolean genesisAgrees;
    private boolean syncing;
    private @Nullable Header best;
    private @Nullable Header finalized;
    private long bestAtNanos;
    private long askedWhySilentAtNanos;
    private long healthAskedAtNanos;
    private OptionalInt specVersion = OptionalInt.empty();
    private String reason = "not connected yet";
    private int failures;
    private int wrongAnswers;
    private boolean dropped;
    private boolean forGood;
    private long waitUntilNanos;

    Member(Endpoint endpoint, PoolThread pool, PoolPolicy policy) {
        this.endpoint = endpoint;
        this.pool = pool;
        this.policy = policy;
        this.waitUntilNanos = System.nanoTime();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** If there is one at the moment, of a node that is of the right chain. */
    Optional<RpcConnection> connection() {
        return Optional.ofNullable(connection);
    }

    NodeView view() {
        Header head = best;
        return connection == null || head == null || finalized == null || !genesisAgrees
                ? NodeView.NOT_READY
                : new NodeView(true, syncing, Optional.of(head.ref()), bestAtNanos, specVersion);
    }

    Optional<Header> best() {
        return Optional.ofNullable(best);
    }

    Optional<Header> finalized() {
        return Optional.ofNullable(finalized);
    }

    EndpointHealth health(Standing standing, boolean inUse, long nowNanos) {
        Optional<BlockRef> head = best().map(Header::ref);
        Standing shown = dropped ? Standing.DROPPED : standing;
        return new EndpointHealth(
                endpoint,
                shown,
                inUse,
                head,
                head.map(known -> Duration.ofNanos(nowNanos - bestAtNanos)),
                finalized().map(Header::ref),
                specVersion,
                shown == Standing.USABLE ? "" : shown == Standing.NOT_READY || dropped ? reason : shown.inWords());
    }

    void tick(long nowNanos) {
        if (connection != null) {
            watch(nowNanos);
        } else if (!connecting && !forGood && nowNanos - waitUntilNanos >= 0) {
            connect();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // guarded steps, which do not fail
    private void connect() {
        connecting = true;
        dropped = false;
        reason = "connecting";
        pool.open(endpoint)
                .whenComplete((opened, failure) -> pool.run(() -> {
                    connecting = false;
                    if (opened == null) {
                        lost(RpcFailures.of(failure));
                    } else {
                        greet(opened);
                    }
                }));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // guarded steps, which do not fail
    private void greet(RpcConnection opened) {
        if (pool.isClosed()) {
            opened.close();
            return;
        }
        connection = opened;
        genesisAgrees = false;
        best = null;
        finalized = null;
        bestAtNanos = System.nanoTime();
        healthAskedAtNanos = bestAtNanos;
        reason = "asked which chain it is of";
        opened.ended()
                .thenAccept(why -> pool.run(() -> {
                    if (connection == opened) {
                        lost(why);
                    }
                }));
        ask(opened, "chain_getBlockHash", answer -> agreeOnGenesis(NodeAnswers.hash(answer)), 0);
        ask(opened, "chain_getHeader", answer -> onBest(NodeAnswers.header(answer)));
        ask(opened, "chain_getFinalizedHead", answer -> {
            Hash256 hash = NodeAnswers.hash(answer);
            ask(opened, "chain_getHeader", header -> onFinalized(NodeAnswers.header(header, hash)), hash.toString());
        });
        Announcements announcements = new Announcements();
        Runnable drain = () -> drain(opened, announcements);
        listen(opened, "chain_subscribeNewHeads", "chain_unsubscribeNewHeads", best -> {
            if (announcements.onBest(best)) {
                pool.run(drain);
            }
        });
        listen(opened, "chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads", settled -> {
            if (announcements.onFinalized(settled)) {
                pool.run(drain);
            }
        });
        askHealth(opened);
    }

    private void agreeOnGenesis(Hash256 genesis) {
        Hash256 wanted = pool.agreeOnGenesis(genesis);
        genesisAgrees = genesis.equals(wanted);
        if (!genesisAgrees) {
            forGood = true;
            wrong("its genesis block is %s, wanted is %s".formatted(genesis, wanted));
        }
    }

    private void listen(RpcConnection to, String method, String unsubscribe, Consumer<JsonNode> onHead) {
        Listening listening = new Listening(
                message -> {
                    onHead.accept(message);
                    return true;
                },
                why -> {});
        settle(to, method, to.listen(method, unsubscribe, listening), id -> {}, failure -> onFailure(to, failure));
    }

    private void drain(RpcConnection from, Announcements announcements) {
        Announcements.Newest newest = announcements.drain();
        if (connection != from) {
            return;
        }
        try {
            newest.best().map(NodeAnswers::header).ifPresent(this::onBest);
            newest.finalized()
                    .map(NodeAnswers::header)
                    .ifPresent(header -> requireKnown(from, header, this::onFinalized));
        } catch (MalformedAnswerException malformed) {
            from.wrong("announcing a head, " + malformed.getMessage());
        }
    }

    private void onBest(Header header) {
        RpcConnection from = connection;
        if (from == null || header.equals(best)) {
            return;
        }
        best = header;
        bestAtNanos = System.nanoTime();
        specVersion = OptionalInt.empty();
        settle(
                from,
                "state_getRuntimeVersion",
                from.request("state_getRuntimeVersion", header.hash().toString()),
                version -> {
                    if (header.equals(best)) {
                        specVersion = OptionalInt.of((int) NodeAnswers.number(version.path("specVersion")));
                    }
                },
                failure -> {
                    if (failure instanceof RpcException.Refused) {
                        requireKnown(from, header, known -> {});
                    }
                });
    }

    /**
     * Anybody can announce a header that follows from another. Who does not know the block himself has made it up, and
     * if it were believed to be final the blocks up to it would be waited for, for ever.
     */
    private void requireKnown(RpcConnection from, Header header, Consumer<Header> then) {
        settle(
                from,
                "chain_getHeader",
                from.request("chain_getHeader", header.hash().toString()),
                answer -> {
                    if (answer.isNull()) {
                        from.wrong("it announced block %s, which it does not know".formatted(header.ref()));
                    } else {
                        then.accept(NodeAnswers.header(answer, header.hash()));
                    }
                },
                failure -> {});
    }

    private void onFinalized(Header header) {
        Header before = finalized;
        if (before == null || header.number() > before.number()) {
            finalized = header;
        }
    }

    private void watch(long nowNanos) {
        RpcConnection watched = connection;
        if (watched == null) {
            return;
        }
        if (nowNanos - healthAskedAtNanos > policy.healthEvery().toNanos()) {
            healthAskedAtNanos = nowNanos;
            askHealth(watched);
        }
        long silent = nowNanos - Math.max(bestAtNanos, askedWhySilentAtNanos);
        if (silent > policy.silence().toNanos()) {
            askedWhySilentAtNanos = nowNanos;
            askWhySilent(watched);
        }
    }

    /** Either the chain stands still for this node, or its subscription has died while its connection lives. */
    private void askWhySilent(RpcConnection silent) {
        Header known = best;
        ask(silent, "chain_getHeader", answer -> {
            Header now = NodeAnswers.header(answer);
            if (now.equals(best) || connection != silent) {
                return;
            }
            if (known == null || known.equals(best)) {
                silent.end(new RpcException.Unavailable(
                        "%s announced no head for %s, though it has block %d: its subscription is dead"
                                .formatted(endpoint, policy.silence(), now.number())));
            }
        });
    }

    private void askHealth(RpcConnection asked) {
        settle(
                asked,
                "system_health",
                asked.request("system_health"),
                answer -> syncing = answer.path("isSyncing").asBoolean(false),
                failure -> {});
    }

    private void ask(RpcConnection asked, String method, Consumer<JsonNode> onAnswer, Object... params) {
        settle(asked, method, asked.request(method, params), onAnswer, failure -> onFailure(asked, failure));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // guarded steps, which do not fail
    private <T> void settle(
            RpcConnection asked,
            String method,
            CompletableFuture<T> answered,
            Consumer<? super T> onAnswer,
            Consumer<RpcException> onFailure) {
        answered.whenComplete((answer, failure) -> pool.run(() -> {
            if (connection != asked) {
                return;
            }
            if (answer == null) {
                onFailure.accept(RpcFailures.of(failure));
                return;
            }
            try {
                onAnswer.accept(answer);
            } catch (MalformedAnswerException malformed) {
                asked.wrong("asked for %s, %s".formatted(method, malformed.getMessage()));
            }
        }));
    }

    /**
     * A node that leaves such a question open is of no use, and a new connection is the only cure for one that hangs.
     * What is asked with each head is none of them: not every node tells its health, a head that a fork took away
     * meanwhile has no runtime, and one that is busy with a large question answers late. Silence of heads and pings is
     * what counts then.
     */
    private static void onFailure(RpcConnection asked, RpcException failure) {
        asked.end(
                failure instanceof RpcException.Refused
                        ? new RpcException.Unavailable(asked.endpoint() + ": " + failure.getMessage())
                        : failure);
    }

    void wrong(String what) {
        RpcConnection lying = connection;
        if (lying != null) {
            lying.wrong(what);
        }
    }

    void close() {
        RpcConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private void lost(RpcException why) {
        boolean wasOfUse = genesisAgrees && finalized != null;
        connection = null;
        genesisAgrees = false;
        specVersion = OptionalInt.empty();
        String message = String.valueOf(why.getMessage());
        // Whoever shows it names the endpoint beside it.
        reason = message.startsWith(endpoint + " ") ? message.substring((endpoint + " ").length()) : message;
        dropped = why instanceof RpcException.WrongAnswer;
        failures = wasOfUse ? 1 : failures + 1;
        Duration pause = dropped
                ? doubled(policy.quarantine(), wrongAnswers++, LONGEST_QUARANTINE)
                : doubled(policy.firstRetry(), failures - 1, policy.lastRetry());
        // Half to one and a half of it, so that many clients of one node do not come back together.
        double spread = 0.5 + ThreadLocalRandom.current().nextDouble();
        waitUntilNanos = System.nanoTime() + (long) (pause.toNanos() * (dropped ? 1 : spread));
    }

    private static Duration doubled(Duration first, int times, Duration most) {
        Duration pause = first.multipliedBy(1L << Math.min(times, 20));
        return pause.compareTo(most) > 0 ? most : pause;
    }
}

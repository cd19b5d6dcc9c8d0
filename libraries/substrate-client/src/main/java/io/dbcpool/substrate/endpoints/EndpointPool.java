package io.dbcpool.substrate.endpoints;

import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.block.Heads;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.rpc.Endpoint;
import io.dbcpool.substrate.rpc.Query;
import io.dbcpool.substrate.rpc.RpcConnection;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.substrate.rpc.RpcLimits;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Several nodes of one chain as one. Safe for use by several threads. */
public final class EndpointPool implements AutoCloseable {

    /** Well below any limit that is counted here. */
    private static final Duration TICK = Duration.ofMillis(200);

    private final PoolPolicy policy;
    private final Duration patience;
    private final ScheduledThreadPoolExecutor thread;
    private final List<Member> members;
    private final QuestionRound questions;
    private @Nullable Hash256 genesis;
    private volatile boolean closed;

    private final Object changes = new Object();
    private volatile Picture picture;

    /** What others than the pool's thread see of it. */
    private record Picture(
            List<EndpointHealth> health, OptionalInt inUse, List<RpcConnection> nodes, Optional<Heads> heads) {}

    private EndpointPool(List<Endpoint> endpoints, PoolPolicy policy, RpcLimits limits) {
        this.policy = policy;
        this.patience = limits.callTimeout();
        this.genesis = policy.genesis().orElse(null);
        this.thread = new ScheduledThreadPoolExecutor(1, run -> {
            Thread named = new Thread(run, "substrate-endpoints");
            named.setDaemon(true);
            return named;
        });
        thread.setRemoveOnCancelPolicy(true);
        // Its library is a signed jar: the JVM checks all of it at the first hash, meanwhile the client is made here.
        thread.execute(Blake2b::hash256);
        PoolThread self = new Self(WebSocketClients.of(endpoints, limits.connectTimeout()), limits);
        this.members = endpoints.stream()
                .map(endpoint -> new Member(endpoint, self, policy))
                .toList();
        this.picture = new Picture(List.of(), OptionalInt.empty(), List.of(), Optional.empty());
        this.questions = new QuestionRound(() -> picture.nodes());
    }

    /**
     * Starts to connect to all of them, and returns at once.
     *
     * @param endpoints in the order in which they are preferred
     * @throws IllegalArgumentException if there is none
     */
    @SuppressWarnings("FutureReturnValueIgnored") // a tick does not fail
    public static EndpointPool open(List<Endpoint> endpoints, PoolPolicy policy, RpcLimits limits) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("wanted at least one endpoint");
        }
        EndpointPool pool = new EndpointPool(endpoints, policy, limits);
        pool.thread.scheduleWithFixedDelay(pool::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return pool;
    }

    /**
     * Asks the node in use; where that gives no answer, or does not know, or says no, the others.
     *
     * @throws RpcException if none gave an answer: what the last of them said, a refusal before a silence
     */
    public <T> T ask(Query<T> query) throws RpcException {
        awaitAnyNode();
        return questions.ask(query);
    }

    /** Asks all of these at once. In the answers' order; as {@link #ask} otherwise. */
    public <T> List<T> askAll(List<Query<T>> queries) throws RpcException {
        awaitAnyNode();
        return questions.askAll(queries);
    }

    /** A node that is about to come back is worth a question's time. */
    private void awaitAnyNode() {
        if (picture.nodes().isEmpty()) {
            boolean unused = await(() -> !picture.nodes().isEmpty(), patience);
        }
    }

    /** Each node that could be asked something, the one in use first. */
    public List<RpcConnection> connections() {
        return picture.nodes();
    }

    /** Of each endpoint, in the order in which they were given. */
    public List<EndpointHealth> health() {
        return picture.health();
    }

    /** Which is asked now; empty while none can be. */
    public Optional<Endpoint> inUse() {
        OptionalInt index = picture.inUse();
        return index.isPresent() ? Optional.of(members.get(index.getAsInt()).endpoint()) : Optional.empty();
    }

    /** Where the chain is, as the node in use says; empty until one was usable. */
    public Optional<Heads> heads() {
        return picture.heads();
    }

    /**
     * Waits until the chain is anywhere else.
     *
     * @param version of the heads that are known already; 0 for none
     * @return empty if it did not move in that time
     */
    public Optional<Heads> awaitHeads(long version, Duration timeout) {
        await(() -> heads().filter(heads -> heads.version() > version).isPresent(), timeout);
        return heads().filter(heads -> heads.version() > version);
    }

    /** @throws RpcException.Unavailable if no node becomes usable in that time; its message says why of each */
    public void awaitUsable(Duration timeout) throws RpcException {
        if (!await(() -> picture.inUse().isPresent(), timeout)) {
            throw new RpcException.Unavailable("no endpoint is usable: " + reasons(health()));
        }
    }

    static String reasons(List<EndpointHealth> health) {
        return health.stream()
                .map(one -> one.endpoint() + " " + (one.reason().isEmpty() ? "is usable" : one.reason()))
                .collect(Collectors.joining("; "));
    }

    private boolean await(BooleanSupplier done, Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        synchronized (changes) {
            while (!done.getAsBoolean()) {
                long left = until - System.nanoTime();
                if (left <= 0 || closed) {
                    return false;
                }
                try {
                    changes.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    private void tick() {
        guarded(() -> members.forEach(member -> member.tick(System.nanoTime())));
    }

    /** A fault of ours in one step must not end all that come after it. */
    private void guarded(Runnable step) {
        try {
            step.run();
            reconsider();
        } catch (RuntimeException fault) {
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, fault);
        }
    }

    private void reconsider() {
        long now = System.nanoTime();
        EndpointChoice choice =
                EndpointChoice.of(members.stream().map(Member::view).toList(), picture.inUse(), now, policy);
        List<EndpointHealth> health = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            boolean used = choice.inUse().isPresent() && choice.inUse().getAsInt() == i;
            health.add(members.get(i).health(choice.standings().get(i), used, now));
        }
        Picture next =
                new Picture(List.copyOf(health), choice.inUse(), nodesInOrder(choice), headsAfter(choice.inUse()));
        boolean moved = next.nodes().isEmpty() != picture.nodes().isEmpty()
                || !next.inUse().equals(picture.inUse())
                || !next.heads().equals(picture.heads());
        synchronized (changes) {
            picture = next;
            if (moved) {
                changes.notifyAll();
            }
        }
    }

    /** The one in use, then those that are usable, then those that might at least know an old block. */
    private List<RpcConnection> nodesInOrder(EndpointChoice choice) {
        return IntStream.range(0, members.size())
                .filter(i -> members.get(i).view().ready())
                .boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(
                                i -> !choice.inUse().equals(OptionalInt.of(i)))
                        .thenComparing(i -> choice.standings().get(i) != Standing.USABLE))
                .flatMap(i -> members.get(i).connection().stream())
                .toList();
    }

    private Optional<Heads> headsAfter(OptionalInt inUse) {
        Optional<Heads> before = picture.heads();
        if (inUse.isEmpty()) {
            return before;
        }
        Member member = members.get(inUse.getAsInt());
        Header best = member.best().orElseThrow();
        Header settled = member.finalized().orElseThrow();
        // The node that took over may know less of what is final than the one before did.
        Header finalized = before.map(Heads::finalized)
                .filter(known -> known.number() >= settled.number())
                .orElse(settled);
        boolean same = before.isPresent()
                && before.get().best().equals(best)
                && before.get().finalized().equals(finalized);
        return same ? before : Optional.of(new Heads(before.map(Heads::version).orElse(0L) + 1, best, finalized));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.execute(this::closeAll);
        } catch (RejectedExecutionException closedBefore) {
            return;
        }
        synchronized (changes) {
            changes.notifyAll();
        }
    }

    /** Behind what was told before, which may still ask something: the thread is its clock, and ends last. */
    private void closeAll() {
        try {
            members.forEach(Member::close);
        } finally {
            thread.shutdown();
        }
    }

    private final class Self implements PoolThread {

        private final HttpClient http;
        private final RpcLimits limits;

        private Self(HttpClient http, RpcLimits limits) {
            this.http = http;
            this.limits = limits;
        }

        @Override
        public void run(Runnable step) {
            try {
                thread.execute(() -> guarded(step));
            } catch (RejectedExecutionException poolIsClosed) {
                // Nobody is there to care.
            }
        }

        @Override
        public CompletableFuture<RpcConnection> open(Endpoint endpoint) {
            return RpcConnection.open(endpoint, limits, http, thread);
        }

        @Override
        public Hash256 agreeOnGenesis(Hash256 named) {
            Hash256 known = genesis;
            if (known == null) {
                genesis = named;
                return named;
            }
            return known;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }
    }
}

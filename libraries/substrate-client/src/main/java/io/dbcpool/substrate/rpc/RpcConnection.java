package io.dbcpool.substrate.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to one node. Safe for use by several threads. It ends once, for a reason that every pending call and
 * every subscription hears.
 */
public final class RpcConnection implements AutoCloseable {

    private final Endpoint endpoint;
    private final RpcLimits limits;
    private final ScheduledExecutorService clock;
    private final PendingCalls calls;
    private final Subscriptions subscriptions;
    private final CompletableFuture<RpcException> ended = new CompletableFuture<>();
    private volatile @Nullable Wire wire;
    private volatile @Nullable ScheduledFuture<?> pinging;
    private volatile long lastHeard = System.nanoTime();

    private RpcConnection(Endpoint endpoint, RpcLimits limits, ScheduledExecutorService clock) {
        this.endpoint = endpoint;
        this.limits = limits;
        this.clock = clock;
        this.calls = new PendingCalls(limits.maxPendingCalls());
        this.subscriptions = new Subscriptions();
    }

    /**
     * Connects.
     *
     * @param clock runs timeouts and pings; nothing that waits
     * @return ends with {@link RpcException.Unavailable} if the node cannot be reached
     */
    public static CompletableFuture<RpcConnection> open(
            Endpoint endpoint, RpcLimits limits, HttpClient http, ScheduledExecutorService clock) {
        RpcConnection connection = new RpcConnection(endpoint, limits, clock);
        return WebSocketWire.open(http, endpoint, limits, connection.new Ears()).handle((wire, failure) -> {
            if (wire == null) {
                throw new CompletionException(connection.unreachable(failure));
            }
            connection.start(wire);
            return connection;
        });
    }

    private RpcException unreachable(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String why = cause == null
                ? ""
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new RpcException.Unavailable("%s cannot be reached: %s".formatted(endpoint, why));
    }

    private void start(Wire opened) {
        wire = opened;
        long every = limits.pingEvery().toMillis();
        pinging = clock.scheduleWithFixedDelay(this::pingOrEnd, every, every, TimeUnit.MILLISECONDS);
        if (ended.isDone()) {
            end(ended.join());
        }
    }

    /** Where it goes to. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Done when the connection has ended, with the reason. */
    public CompletableFuture<RpcException> ended() {
        return ended.copy();
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws RpcException if none comes within the call timeout, or the node refuses or talks nonsense
     */
    public JsonNode call(String method, Object... params) throws RpcException, InterruptedException {
        return await(request(method, params));
    }

    /**
     * Asks.
     *
     * @param params texts, whole numbers of 64 bits, truth values, and lists and maps of them; in these also
     *     {@code null}
     * @return ends with an {@link RpcException}, in the call timeout at the latest; whatever hangs on it runs on the
     *     connection's own thread and must not wait
     */
    public CompletableFuture<JsonNode> request(String method, Object... params) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        ask(new PendingCall(method, answer, answer::complete), params);
        return answer;
    }

    /** Subscribes; {@code unsubscribe} is the method that ends it. */
    public RpcSubscription subscribe(String method, String unsubscribe, Object... params)
            throws RpcException, InterruptedException {
        return await(requestSubscription(method, unsubscribe, params));
    }

    /** As {@link #subscribe}, without waiting. */
    public CompletableFuture<RpcSubscription> requestSubscription(String method, String unsubscribe, Object... params) {
        RpcSubscription subscription = new RpcSubscription(this, limits.subscriptionRoom());
        return listen(method, unsubscribe, new Listening(subscription::offer, subscription::end), params)
                .thenApply(subscription::named);
    }

    /**
     * Subscribes with a listener instead of a queue.
     *
     * @param listening what takes the messages, on the connection's own thread: it must not wait
     */
    public CompletableFuture<String> listen(String method, String unsubscribe, Listening listening, Object... params) {
        CompletableFuture<String> subscribed = new CompletableFuture<>();
        // The name is noted before the next message is looked at, so that none of the subscription's gets lost.
        ask(
                new PendingCall(method, subscribed, result -> {
                    if (!result.isTextual() && !result.isIntegralNumber()) {
                        wrong("it named a subscription by " + result.getNodeType());
                        return;
                    }
                    subscriptions.add(result.asText(), unsubscribe, listening);
                    subscribed.complete(result.asText());
                }),
                params);
        return subscribed;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // cancelling a timer does not fail
    private void ask(PendingCall call, Object... params) {
        RpcException over = ended.getNow(null);
        Wire to = wire;
        if (over != null || to == null) {
            call.fail(over == null ? new RpcException.Unavailable(endpoint + " is not connected") : over);
            return;
        }
        long id = calls.add(call);
        if (id == PendingCalls.FULL) {
            call.fail(new RpcException.Unavailable("%d calls wait for %s already".formatted(calls.size(), endpoint)));
            return;
        }
        ScheduledFuture<?> timer = clock.schedule(
                () -> calls.abandon(id).ifPresent(late -> late.fail(noAnswer(call.method()))),
                limits.callTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        call.answered().whenComplete((answer, failure) -> timer.cancel(false));
        if (subscriptions.endThatHeldBack()) {
            resume();
        }
        to.send(RpcFrame.request(id, call.method(), Arrays.asList(params)));
        if (ended.isDone()) {
            calls.failAll(ended.join());
        }
    }

    private RpcException noAnswer(String method) {
        return new RpcException.Unavailable(
                "%s did not answer %s within %s".formatted(endpoint, method, limits.callTimeout()));
    }

    void madeRoom() {
        if (subscriptions.deliverHeldBack()) {
            resume();
        }
    }

    /** Ends what {@link #listen} or {@link #subscribe} began. */
    @SuppressWarnings("FutureReturnValueIgnored") // whether the node cares changes nothing here
    public void unsubscribe(String id) {
        subscriptions.remove(id).ifPresent(gone -> {
            gone.listening().onEnd().accept(new RpcException.Unavailable("the subscription was closed by its reader"));
            if (!ended.isDone()) {
                request(gone.unsubscribe(), id);
            }
        });
    }

    private void resume() {
        Wire from = wire;
        if (from != null) {
            lastHeard = System.nanoTime();
            from.readOn();
        }
    }

    private void pingOrEnd() {
        Wire to = wire;
        if (to == null || subscriptions.isHeldBack()) {
            return;
        }
        Duration silent = Duration.ofNanos(System.nanoTime() - lastHeard);
        if (silent.compareTo(limits.pingEvery().multipliedBy(3)) >= 0) {
            end(new RpcException.Unavailable("%s has sent nothing for %s".formatted(endpoint, silent)));
        } else {
            to.ping();
        }
    }

    /** Ends it: the node did what no honest node does. */
    public void wrong(String what) {
        end(new RpcException.WrongAnswer("%s answers wrongly: %s".formatted(endpoint, what)));
    }

    /** Ends it, for the reason given. */
    public void end(RpcException why) {
        ended.complete(why);
        Wire to = wire;
        if (to != null) {
            to.cut();
        }
        ScheduledFuture<?> pings = pinging;
        if (pings != null) {
            pings.cancel(false);
        }
        RpcException reason = ended.join();
        calls.failAll(reason);
        subscriptions.endAll(reason);
    }

    @Override
    public void close() {
        end(new RpcException.Unavailable("the connection to %s was closed".formatted(endpoint)));
    }

    private static <T> T await(CompletableFuture<T> answer) throws RpcException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw RpcFailures.of(failed);
        }
    }

    private final class Ears implements Wire.Listener {

        @Override
        public boolean onMessage(String message) {
            lastHeard = System.nanoTime();
            try {
                return take(RpcFrame.parse(message));
            } catch (MalformedAnswerException malformed) {
                wrong(String.valueOf(malformed.getMessage()));
                return false;
            }
        }

        private boolean take(RpcFrame frame) {
            if (frame instanceof RpcFrame.Notification notification) {
                return subscriptions.deliver(notification, calls::isEmpty);
            }
            if (!calls.settle(frame)) {
                wrong("it answered a call that nobody made");
                return false;
            }
            return true;
        }

        @Override
        public void onSignOfLife() {
            lastHeard = System.nanoTime();
        }

        @Override
        public void onWrong(String what) {
            wrong(what);
        }

        @Override
        public void onEnd(String why) {
            end(new RpcException.Unavailable("%s is gone: %s".formatted(endpoint, why)));
        }
    }
}

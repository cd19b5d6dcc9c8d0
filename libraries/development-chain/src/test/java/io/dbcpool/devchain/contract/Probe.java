package io.dbcpool.devchain.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** JSON-RPC in the plainest way, on the JDK's WebSocket: so that no client of ours is judge in its own cause. */
public final class Probe implements AutoCloseable {

    static final long LIMIT_SECONDS = 120;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WebSocket socket;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<JsonNode>> told = new ConcurrentHashMap<>();

    public Probe(URI endpoint) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(endpoint, new Listener())
                .join();
    }

    /** The answer's result. @throws AssertionError if it is an error */
    public JsonNode call(String method, Object... parameters) {
        JsonNode answer = ask(method, parameters);
        if (answer.has("error")) {
            throw new AssertionError(method + " answered " + answer.get("error"));
        }
        return answer.get("result");
    }

    /** The answer's error. @throws AssertionError if it is none */
    public JsonNode refusal(String method, Object... parameters) {
        JsonNode answer = ask(method, parameters);
        if (!answer.has("error")) {
            throw new AssertionError(method + " was not refused, but answered " + answer);
        }
        return answer.get("error");
    }

    /** What is told to a subscription, one after the other. @throws AssertionError if nothing is within the time */
    public JsonNode next(JsonNode subscription) {
        try {
            JsonNode next = told.computeIfAbsent(subscription.asText(), id -> new LinkedBlockingQueue<>())
                    .poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was told within %d s".formatted(LIMIT_SECONDS));
            }
            return next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Whether something was told already and not taken. */
    public boolean hasNext(JsonNode subscription) {
        BlockingQueue<JsonNode> queue = told.get(subscription.asText());
        return queue != null && !queue.isEmpty();
    }

    /** Sends a request without waiting; its answer, if any comes. */
    public CompletableFuture<JsonNode> begin(String method, Object... parameters) {
        long id = ids.incrementAndGet();
        ObjectNode request = MAPPER.createObjectNode();
        request.put("jsonrpc", "2.0");
        request.put("id", id);
        request.put("method", method);
        ArrayNode list = request.putArray("params");
        for (Object parameter : parameters) {
            list.add(MAPPER.<JsonNode>valueToTree(parameter));
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(request.toString(), true).join();
        return answer;
    }

    /** How many messages have come, whatever they were. */
    public long messages() {
        return messages.get();
    }

    public boolean isClosed() {
        return socket.isInputClosed();
    }

    private JsonNode ask(String method, Object... parameters) {
        return begin(method, parameters)
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        @SuppressWarnings("NullAway") // the JDK's null says that the frame may be taken back at once
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                onMessage(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void onMessage(String message) {
            messages.incrementAndGet();
            JsonNode json;
            try {
                json = MAPPER.readTree(message);
            } catch (JsonProcessingException noJson) {
                List.copyOf(waiting.values()).forEach(answer -> answer.completeExceptionally(noJson));
                return;
            }
            if (json.hasNonNull("id")) {
                CompletableFuture<JsonNode> answer =
                        waiting.remove(json.get("id").asLong());
                if (answer != null) {
                    answer.complete(json);
                }
            } else {
                JsonNode parameters = json.path("params");
                told.computeIfAbsent(parameters.path("subscription").asText(), id -> new LinkedBlockingQueue<>())
                        .add(parameters.path("result"));
            }
        }
    }
}

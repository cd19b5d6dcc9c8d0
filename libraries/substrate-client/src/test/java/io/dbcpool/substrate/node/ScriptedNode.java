package io.dbcpool.substrate.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.rpc.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A node of a scripted chain: honest, until a test tells it to hang, to go silent, or to lie. */
public final class ScriptedNode implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ScriptedChain chain;
    private final WebSocketServer server;
    private final Map<String, Function<JsonNode, String>> lies = new ConcurrentHashMap<>();
    private final Map<String, Function<JsonNode, JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<byte[]> submitted = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private volatile Header best;
    private volatile Header finalized;
    private volatile boolean silent;
    private volatile boolean hanging;
    private volatile boolean syncing;

    private record Subscriber(WebSocketServer.Client client, String kind, String id) {}

    public ScriptedNode(ScriptedChain chain) {
        this(chain, 0);
    }

    /** @param port 0 for any that is free */
    public ScriptedNode(ScriptedChain chain, int port) {
        this.chain = chain;
        this.best = chain.genesis();
        this.finalized = chain.genesis();
        try {
            this.server = new WebSocketServer(port, new Conversation());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public Endpoint endpoint() {
        return Endpoint.parse("ws://127.0.0.1:" + server.port());
    }

    public int port() {
        return server.port();
    }

    /** Has these heads, and announces them. */
    public void goTo(Header newBest, Header newFinalized) {
        boolean finalityMoved = !newFinalized.equals(finalized);
        best = newBest;
        finalized = newFinalized;
        announce("chain_subscribeNewHeads", headerJson(newBest));
        if (finalityMoved) {
            announce("chain_subscribeFinalizedHeads", headerJson(newFinalized));
        }
    }

    public void goTo(Header newBest) {
        goTo(newBest, finalized);
    }

    /** Takes what is asked, and answers nothing, not even a ping. */
    public void hang(boolean hang) {
        hanging = hang;
        server.answerPings(!hang);
    }

    /** Announces nothing, but answers. */
    public void silence(boolean say) {
        silent = say;
    }

    public void syncing(boolean say) {
        syncing = say;
    }

    /** Ends all connections; new ones are taken. */
    public void cutConnections() {
        server.clients().forEach(WebSocketServer.Client::cut);
    }

    /**
     * Answers a method with this text as it is, whatever that is; what it makes of the request is the whole message.
     */
    public void lie(String method, Function<JsonNode, String> wholeMessage) {
        lies.put(method, wholeMessage);
    }

    /** Answers a method with this result. */
    public void answer(String method, Function<JsonNode, JsonNode> result) {
        answers.put(method, result);
    }

    public void honest(String method) {
        lies.remove(method);
        answers.remove(method);
    }

    /** Sends this to all that are connected. */
    public void sendAll(String message) {
        server.clients().forEach(client -> send(client, message));
    }

    public void sendBytes(byte[] message) {
        server.clients().forEach(client -> {
            try {
                client.binary(message);
            } catch (IOException gone) {
                // Then it need not hear it.
            }
        });
    }

    /** The methods that were called, in order. */
    public List<String> asked() {
        return asked;
    }

    /** The extrinsics that were handed in, in order. */
    public List<byte[]> submitted() {
        return submitted;
    }

    /** Tells those who watch an extrinsic what became of it. */
    public void tellWatchers(String statusJson) {
        try {
            announce("author_submitAndWatchExtrinsic", JSON.readTree(statusJson));
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    public int connections() {
        return server.clients().size();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException closedAlready) {
            // All the better.
        }
    }

    private void announce(String kind, JsonNode result) {
        if (silent || hanging) {
            return;
        }
        subscribers.stream().filter(one -> one.kind().equals(kind)).forEach(one -> notify(one, result));
    }

    private void notify(Subscriber to, JsonNode result) {
        ObjectNode message = NODES.objectNode().put("jsonrpc", "2.0").put("method", "announcement");
        message.putObject("params").put("subscription", to.id()).set("result", result);
        send(to.client(), message.toString());
    }

    private static void send(WebSocketServer.Client client, String message) {
        try {
            client.text(message);
        } catch (IOException gone) {
            // Then it need not hear it.
        }
    }

    private final class Conversation implements WebSocketServer.Handler {

        @Override
        public void onText(WebSocketServer.Client client, String text) throws IOException {
            JsonNode request = JSON.readTree(text);
            String method = request.path("method").asText();
            asked.add(method);
            if (hanging) {
                return;
            }
            if (lies.containsKey(method)) {
                send(client, lies.get(method).apply(request));
                return;
            }
            JsonNode params = request.path("params");
            ObjectNode message = NODES.objectNode().put("jsonrpc", "2.0");
            message.set("id", request.path("id"));
            try {
                JsonNode result = answers.containsKey(method)
                        ? answers.get(method).apply(params)
                        : answerTo(client, method, params);
                message.set("result", result);
            } catch (Refusal refusal) {
                message.putObject("error")
                        .put("code", refusal.code)
                        .put("message", String.valueOf(refusal.getMessage()))
                        .put("data", refusal.data);
            }
            send(client, message.toString());
            greet(client, method);
        }

        private void greet(WebSocketServer.Client client, String method) {
            if (!silent && method.startsWith("chain_subscribe")) {
                Header head = method.equals("chain_subscribeNewHeads") ? best : finalized;
                subscribers.stream()
                        .filter(one -> one.client() == client && one.kind().equals(method))
                        .forEach(one -> ScriptedNode.this.notify(one, headerJson(head)));
            }
        }

        @Override
        public void onGone(WebSocketServer.Client client) {
            subscribers.removeIf(one -> one.client() == client);
        }
    }

    /** What a node says no with. */
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;
        private final String data;

        public Refusal(int code, String message, String data) {
            super(message);
            this.code = code;
            this.data = data;
        }
    }

    private JsonNode answerTo(WebSocketServer.Client client, String method, JsonNode params) {
        return switch (method) {
            case "chain_subscribeNewHeads", "chain_subscribeFinalizedHeads" -> subscribe(client, method);
            case "author_submitAndWatchExtrinsic" -> {
                submitted.add(bytes(params.path(0)));
                yield subscribe(client, method);
            }
            case "author_submitExtrinsic" -> {
                submitted.add(bytes(params.path(0)));
                yield NODES.textNode("0x00");
            }
            case "chain_getBlockHash" ->
                orNull(chain.at(params.path(0).asLong(), best)
                        .map(header -> NODES.textNode(header.hash().toString())));
            case "chain_getFinalizedHead" -> NODES.textNode(finalized.hash().toString());
            case "chain_getHeader" ->
                params.isEmpty()
                        ? headerJson(best)
                        : orNull(chain.header(params.path(0).asText()).map(ScriptedNode::headerJson));
            case "chain_getBlock" ->
                orNull(chain.header(params.path(0).asText()).map(this::blockJson));
            case "system_health" -> NODES.objectNode().put("isSyncing", syncing).put("peers", 3);
            case "state_getRuntimeVersion" ->
                NODES.objectNode()
                        .put("specName", "small")
                        .put("specVersion", chain.specVersion(known(params.path(0))))
                        .put("transactionVersion", 1);
            case "state_getMetadata" -> NODES.textNode(ScriptedChain.hex(chain.metadata()));
            case "state_getStorage" -> stored(params.path(0).asText(), known(params.path(1)));
            case "state_queryStorageAt" -> storedAll(params.path(0), known(params.path(1)));
            case "state_getKeysPaged" -> keys(params);
            default ->
                method.contains("_unsubscribe") || method.contains("_unwatch")
                        ? unsubscribe(params.path(0).asText())
                        : refuse();
        };
    }

    private static JsonNode refuse() {
        throw new Refusal(-32601, "Method not found", "");
    }

    private static JsonNode orNull(Optional<? extends JsonNode> answer) {
        return answer.isPresent() ? answer.get() : NODES.nullNode();
    }

    private static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asText().substring(2));
    }

    private JsonNode unsubscribe(String id) {
        return NODES.booleanNode(subscribers.removeIf(one -> one.id().equals(id)));
    }

    private JsonNode subscribe(WebSocketServer.Client client, String method) {
        Subscriber subscriber = new Subscriber(client, method, "sub" + subscriptions.incrementAndGet());
        subscribers.add(subscriber);
        return NODES.textNode(subscriber.id());
    }

    private Header known(JsonNode hash) {
        return chain.header(hash.asText())
                .orElseThrow(() -> new Refusal(4003, "Client error: UnknownBlock", hash.asText()));
    }

    private JsonNode stored(String key, Header at) {
        byte[] value = chain.state(at).get(key);
        return value == null ? NODES.nullNode() : NODES.textNode(ScriptedChain.hex(value));
    }

    private JsonNode storedAll(JsonNode keys, Header at) {
        ArrayNode sets = NODES.arrayNode();
        ObjectNode set = sets.addObject().put("block", at.hash().toString());
        ArrayNode changes = set.putArray("changes");
        keys.forEach(key -> changes.addArray().add(key).add(stored(key.asText(), at)));
        return sets;
    }

    private JsonNode keys(JsonNode params) {
        String beginning = params.path(0).asText();
        String after = params.path(2).asText();
        ArrayNode page = NODES.arrayNode();
        new TreeSet<>(chain.state(known(params.path(3))).keySet())
                .stream()
                        .filter(key -> key.startsWith(beginning) && key.compareTo(after) > 0)
                        .limit(params.path(1).asInt())
                        .forEach(page::add);
        return page;
    }

    /** As a node writes it. */
    public static ObjectNode headerJson(Header header) {
        ObjectNode json = NODES.objectNode();
        json.put("parentHash", header.parent().toString())
                .put("number", "0x" + Long.toHexString(header.number()))
                .put("stateRoot", header.stateRoot().toString())
                .put("extrinsicsRoot", header.extrinsicsRoot().toString());
        header.digestLogs().forEach(json.putObject("digest").putArray("logs")::add);
        return json;
    }

    private JsonNode blockJson(Header header) {
        ObjectNode json = NODES.objectNode();
        ObjectNode block = json.putObject("block");
        block.set("header", headerJson(header));
        ArrayNode extrinsics = block.putArray("extrinsics");
        chain.body(header).forEach(one -> extrinsics.add(ScriptedChain.hex(one)));
        return json;
    }
}

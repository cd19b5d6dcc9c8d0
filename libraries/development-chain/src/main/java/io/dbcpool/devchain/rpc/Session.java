package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.devchain.block.BuiltBlock;
import io.dbcpool.devchain.pending.Status;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One connection: answers its requests, and tells it what it subscribed to. Used under the chain's lock only. */
final class Session {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PARSE_ERROR = -32_700;

    private final Sight sight;
    private final Distortion distortion;
    private final Consumer<String> out;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final List<Runnable> behindAnswer = new ArrayList<>();
    private long subscriptionCount;

    Session(Sight sight, Distortion distortion, Consumer<String> out) {
        this.sight = sight;
        this.distortion = distortion;
        this.out = out;
    }

    /** What is made of each answer before it is sent, by a node that lies. */
    interface Distortion {
        JsonNode distortQuestion(String method, JsonNode parameters);

        JsonNode distort(String method, JsonNode parameters, JsonNode result);
    }

    /** @param end what is to be done when it ends, if anything */
    private record Subscription(SubscriptionKind kind, List<Bytes> keys, Runnable end) {}

    /** Answers one frame. */
    void onText(String text) {
        JsonNode request;
        try {
            request = MAPPER.readTree(text);
        } catch (JsonProcessingException noJson) {
            send(error(Json.NODES.nullNode(), PARSE_ERROR, "Parse error", Optional.empty()));
            return;
        }
        if (request.isArray()) {
            ArrayNode answers = Json.NODES.arrayNode();
            request.forEach(one -> answers.add(answer(one)));
            send(answers);
        } else {
            send(answer(request));
        }
        List<Runnable> now = List.copyOf(behindAnswer);
        behindAnswer.clear();
        now.forEach(Runnable::run);
    }

    void close() {
        subscriptions.values().forEach(subscription -> subscription.end().run());
        subscriptions.clear();
    }

    void onImported(BuiltBlock before, BuiltBlock block, boolean best) {
        each(SubscriptionKind.ALL_HEADS, id -> tell(id, Json.header(block.header())));
        if (!best) {
            return;
        }
        each(SubscriptionKind.NEW_HEADS, id -> tell(id, Json.header(block.header())));
        each(SubscriptionKind.NEW_HEAD, id -> tell(id, Json.header(block.header())));
        if (before.runtime() != block.runtime()) {
            each(SubscriptionKind.RUNTIME_VERSION, id -> tell(id, version(block)));
        }
        each(SubscriptionKind.STORAGE, id -> tellChanges(id, before, block));
    }

    void onFinalized(BuiltBlock block) {
        each(SubscriptionKind.FINALIZED_HEADS, id -> tell(id, Json.header(block.header())));
    }

    private JsonNode answer(JsonNode request) {
        JsonNode id = request.path("id");
        String method = request.path("method").asText();
        Parameters parameters = new Parameters(request.path("params"));
        try {
            Parameters looked = new Parameters(distortion.distortQuestion(method, parameters.list()));
            return result(id, distortion.distort(method, parameters.list(), answer(method, looked)));
        } catch (RpcRefusal refusal) {
            return error(id, refusal.code(), String.valueOf(refusal.getMessage()), refusal.data());
        }
    }

    private JsonNode answer(String method, Parameters parameters) throws RpcRefusal {
        Optional<SubscriptionKind> kind = SubscriptionKind.begunBy(method);
        if (kind.isPresent()) {
            return Json.text(begin(kind.get(), parameters));
        }
        if (SubscriptionKind.isEnd(method)) {
            Subscription ended = subscriptions.remove(parameters.get(0).asText());
            if (ended != null) {
                ended.end().run();
            }
            return Json.NODES.booleanNode(ended != null);
        }
        return Methods.answer(method, sight, parameters);
    }

    private String begin(SubscriptionKind kind, Parameters parameters) throws RpcRefusal {
        String id = "subscription-" + ++subscriptionCount;
        if (kind == SubscriptionKind.EXTRINSIC) {
            watch(id, parameters.bytes(0));
            return id;
        }
        List<Bytes> keys = kind == SubscriptionKind.STORAGE ? parameters.listOfBytes(0) : List.of();
        subscriptions.put(id, new Subscription(kind, keys, () -> {}));
        behindAnswer.add(() -> tellBeginning(id, kind, keys));
        return id;
    }

    /** What is so now, before anything changes. */
    private void tellBeginning(String id, SubscriptionKind kind, List<Bytes> keys) {
        switch (kind) {
            case FINALIZED_HEADS -> tell(id, Json.header(sight.finalized().header()));
            case RUNTIME_VERSION -> tell(id, version(sight.best()));
            case STORAGE -> tell(id, Json.changes(sight.best(), keys));
            default -> tell(id, Json.header(sight.best().header()));
        }
    }

    private void watch(String id, Bytes extrinsic) throws RpcRefusal {
        Consumer<Status> watcher = status -> {
            // Told behind the answer with the subscription's id, even what happens while it is being taken in.
            if (subscriptions.containsKey(id)) {
                tellStatus(id, status);
            } else {
                behindAnswer.add(() -> tellStatus(id, status));
            }
        };
        var refusal = sight.chain().submit(extrinsic, watcher);
        if (refusal.isPresent()) {
            throw RpcRefusal.of(refusal.get());
        }
        Hash256 hash = Hash256.ofContent(extrinsic.toArray());
        behindAnswer.add(
                0,
                () -> subscriptions.put(
                        id,
                        new Subscription(
                                SubscriptionKind.EXTRINSIC,
                                List.of(),
                                () -> sight.chain().unwatch(hash, watcher))));
    }

    private void tellStatus(String id, Status status) {
        JsonNode words;
        if (status.word().equals("broadcast")) {
            ObjectNode nobody = Json.NODES.objectNode();
            nobody.putArray("broadcast");
            words = nobody;
        } else {
            words = status.hash()
                    .map(hash -> (JsonNode) Json.NODES.objectNode().put(status.word(), hash))
                    .orElse(Json.text(status.word()));
        }
        notify(id, SubscriptionKind.EXTRINSIC, words);
        if (status.isLast()) {
            subscriptions.remove(id);
        }
    }

    private void tellChanges(String id, BuiltBlock before, BuiltBlock block) {
        Subscription subscription = subscriptions.get(id);
        if (subscription == null) {
            return;
        }
        List<Bytes> changed = subscription.keys().stream()
                .filter(key -> !before.state().find(key).equals(block.state().find(key)))
                .toList();
        if (!changed.isEmpty()) {
            tell(id, Json.changes(block, changed));
        }
    }

    private void each(SubscriptionKind kind, Consumer<String> tell) {
        for (Map.Entry<String, Subscription> one : List.copyOf(subscriptions.entrySet())) {
            if (one.getValue().kind() == kind) {
                tell.accept(one.getKey());
            }
        }
    }

    private void tell(String id, JsonNode result) {
        Subscription subscription = subscriptions.get(id);
        if (subscription != null) {
            notify(id, subscription.kind(), result);
        }
    }

    private void notify(String id, SubscriptionKind kind, JsonNode result) {
        ObjectNode json = Json.NODES.objectNode();
        json.put("jsonrpc", "2.0");
        json.put("method", kind.notification());
        ObjectNode parameters = json.putObject("params");
        parameters.put("subscription", id);
        parameters.set("result", distortion.distort(kind.notification(), Json.NODES.arrayNode(), result));
        send(json);
    }

    private static JsonNode version(BuiltBlock block) {
        return Json.runtimeVersion(block.runtime().version());
    }

    private static ObjectNode result(JsonNode id, JsonNode result) {
        ObjectNode json = Json.NODES.objectNode();
        json.put("jsonrpc", "2.0");
        json.set("id", id);
        json.set("result", result);
        return json;
    }

    private static ObjectNode error(JsonNode id, int code, String message, Optional<String> data) {
        ObjectNode json = Json.NODES.objectNode();
        json.put("jsonrpc", "2.0");
        json.set("id", id.isMissingNode() ? Json.NODES.nullNode() : id);
        ObjectNode error = json.putObject("error");
        error.put("code", code);
        error.put("message", message);
        data.ifPresent(words -> error.put("data", words));
        return json;
    }

    private void send(JsonNode json) {
        out.accept(json.toString());
    }
}

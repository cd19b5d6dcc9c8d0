package io.dbcpool.substrate.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** A message from a node. */
public sealed interface RpcFrame {

    /** The answer to the call of that id. */
    record Answer(long id, JsonNode result) implements RpcFrame {}

    /** @param data empty if there is none; text as it is, anything else as JSON */
    record Refusal(long id, int code, String reason, String data) implements RpcFrame {}

    /** News of a subscription. */
    record Notification(String subscriptionId, JsonNode result) implements RpcFrame {}

    /**
     * Any text at all gives a frame or a refusal.
     *
     * @throws MalformedAnswerException saying what was wanted and where
     */
    static RpcFrame parse(String text) {
        JsonNode json = Json.read(text);
        if (!json.isObject()) {
            throw new MalformedAnswerException(
                    "wanted a JSON object, but found " + json.getNodeType().name());
        }
        if (!"2.0".equals(json.path("jsonrpc").textValue())) {
            throw new MalformedAnswerException("wanted field jsonrpc to be \"2.0\"");
        }
        return json.has("method") ? notification(json.path("params")) : answer(json);
    }

    /** What asks a node. */
    static String request(long id, String method, List<?> params) {
        return Json.writeRequest(id, method, params);
    }

    private static RpcFrame notification(JsonNode params) {
        JsonNode subscription = params.path("subscription");
        // Substrate names subscriptions by text, some nodes by number.
        if (!subscription.isTextual() && !subscription.isIntegralNumber()) {
            throw new MalformedAnswerException("wanted a subscription's name in field params.subscription");
        }
        JsonNode result = params.path("result");
        if (result instanceof MissingNode) {
            throw new MalformedAnswerException("wanted field params.result");
        }
        return new Notification(subscription.asText(), result);
    }

    private static RpcFrame answer(JsonNode json) {
        JsonNode id = json.path("id");
        if (!id.isIntegralNumber() || !id.canConvertToLong()) {
            throw new MalformedAnswerException("wanted the number of a call in field id");
        }
        boolean good = json.has("result");
        JsonNode error = json.path("error");
        if (good && !error.isMissingNode() && !error.isNull()) {
            throw new MalformedAnswerException("wanted field result or field error, but found both");
        }
        if (good) {
            return new Answer(id.longValue(), json.path("result"));
        }
        JsonNode code = error.path("code");
        if (!code.canConvertToInt() || !code.isIntegralNumber()) {
            throw new MalformedAnswerException("wanted field result, or a number in field error.code");
        }
        JsonNode data = error.path("data");
        return new Refusal(
                id.longValue(),
                code.intValue(),
                error.path("message").asText(),
                data.isMissingNode() || data.isNull() ? "" : data.isTextual() ? data.textValue() : data.toString());
    }
}

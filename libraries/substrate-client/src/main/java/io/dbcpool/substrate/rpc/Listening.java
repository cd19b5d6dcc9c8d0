package io.dbcpool.substrate.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What takes a subscription's messages.
 *
 * @param onMessage answers whether there was room for it; with {@code false} it is offered once more, later
 * @param onEnd hears once why no more will come
 */
public record Listening(Predicate<JsonNode> onMessage, Consumer<RpcException> onEnd) {}

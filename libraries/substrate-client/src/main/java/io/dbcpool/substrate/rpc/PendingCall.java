package io.dbcpool.substrate.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A call without an answer so far.
 *
 * @param answered what its asker waits for
 * @param onResult sees to it that {@code answered} is completed
 */
record PendingCall(String method, CompletableFuture<?> answered, Consumer<JsonNode> onResult) {

    void fail(RpcException why) {
        answered.completeExceptionally(why);
    }
}

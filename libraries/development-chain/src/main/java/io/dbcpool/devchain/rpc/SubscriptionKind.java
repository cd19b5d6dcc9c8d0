package io.dbcpool.devchain.rpc;

import java.util.Optional;
import java.util.stream.Stream;

/** What one may subscribe to; each with the method that begins it, that which ends it, and the name of what is told. */
enum SubscriptionKind {
    NEW_HEADS("chain_subscribeNewHeads", "chain_unsubscribeNewHeads", "chain_newHead"),
    NEW_HEAD("chain_subscribeNewHead", "chain_unsubscribeNewHead", "chain_newHead"),
    ALL_HEADS("chain_subscribeAllHeads", "chain_unsubscribeAllHeads", "chain_allHead"),
    FINALIZED_HEADS("chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads", "chain_finalizedHead"),
    RUNTIME_VERSION("state_subscribeRuntimeVersion", "state_unsubscribeRuntimeVersion", "state_runtimeVersion"),
    STORAGE("state_subscribeStorage", "state_unsubscribeStorage", "state_storage"),
    EXTRINSIC("author_submitAndWatchExtrinsic", "author_unwatchExtrinsic", "author_extrinsicUpdate");

    private final String method;
    private final String end;
    private final String notification;

    SubscriptionKind(String method, String end, String notification) {
        this.method = method;
        this.end = end;
        this.notification = notification;
    }

    static Optional<SubscriptionKind> begunBy(String method) {
        return Stream.of(values()).filter(kind -> kind.method.equals(method)).findFirst();
    }

    static boolean isEnd(String method) {
        return Stream.of(values()).anyMatch(kind -> kind.end.equals(method));
    }

    String method() {
        return method;
    }

    String end() {
        return end;
    }

    String notification() {
        return notification;
    }
}

package io.dbcpool.substrate.rpc;

import java.time.Duration;

/**
 * What one connection may cost us.
 *
 * @param connectTimeout for TCP, TLS and the WebSocket handshake together
 * @param callTimeout from asking to the whole answer
 * @param maxMessageCharacters of one message from the node; a runtime's metadata takes about 0.8 million, a full block
 *     at most 10 million (5 MiB in hex)
 * @param maxPendingCalls asked and not answered yet
 * @param subscriptionRoom messages that wait in one subscription for its reader
 * @param pingEvery how often the node is pinged; one that has sent nothing for three times as long is gone
 */
public record RpcLimits(
        Duration connectTimeout,
        Duration callTimeout,
        int maxMessageCharacters,
        int maxPendingCalls,
        int subscriptionRoom,
        Duration pingEvery) {

    /** For a block time of six seconds: a node that hangs is known in less. */
    public static final RpcLimits DEFAULT =
            new RpcLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 16 << 20, 1_024, 256, Duration.ofSeconds(5));

    public RpcLimits {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(callTimeout, "callTimeout");
        requirePositive(pingEvery, "pingEvery");
        if (maxMessageCharacters < 1 || maxPendingCalls < 1 || subscriptionRoom < 1) {
            throw new IllegalArgumentException("each limit must be at least 1");
        }
    }

    /** The same, with so long from asking to the whole answer. */
    public RpcLimits withCallTimeout(Duration timeout) {
        return new RpcLimits(
                connectTimeout, timeout, maxMessageCharacters, maxPendingCalls, subscriptionRoom, pingEvery);
    }

    /** The same, with so many characters in one message; a longer one costs the node its connection. */
    public RpcLimits withMaxMessageCharacters(int characters) {
        return new RpcLimits(connectTimeout, callTimeout, characters, maxPendingCalls, subscriptionRoom, pingEvery);
    }

    /** The same, with room for so many messages that wait for a subscription's reader. */
    public RpcLimits withSubscriptionRoom(int messages) {
        return new RpcLimits(connectTimeout, callTimeout, maxMessageCharacters, maxPendingCalls, messages, pingEvery);
    }

    /** The same, with a ping so often. */
    public RpcLimits withPingEvery(Duration interval) {
        return new RpcLimits(
                connectTimeout, callTimeout, maxMessageCharacters, maxPendingCalls, subscriptionRoom, interval);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("%s must be over 0, was %s".formatted(name, duration));
        }
    }
}

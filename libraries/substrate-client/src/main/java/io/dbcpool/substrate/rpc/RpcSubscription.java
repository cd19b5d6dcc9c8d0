package io.dbcpool.substrate.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one subscription, in the order in which the node sent them.
 *
 * <p>A reader who does not keep up holds the node back: while its room is full nothing more is read from the
 * connection. That must not hold back a call on the same connection, so if there is one then, the subscription ends
 * instead, and says so. What the reader missed he has to fetch.
 */
public final class RpcSubscription implements AutoCloseable {

    private final RpcConnection connection;
    private final int room;
    private final ArrayDeque<JsonNode> waiting = new ArrayDeque<>();
    private volatile String id = "";
    private @Nullable RpcException end;

    RpcSubscription(RpcConnection connection, int room) {
        this.connection = connection;
        this.room = room;
    }

    /**
     * Waits for the next message.
     *
     * @return empty if none came in that time
     * @throws RpcException why the subscription has ended, after its last message
     */
    public Optional<JsonNode> poll(Duration timeout) throws RpcException, InterruptedException {
        JsonNode next = take(System.nanoTime() + timeout.toNanos());
        if (next != null) {
            connection.madeRoom();
        }
        return Optional.ofNullable(next);
    }

    private synchronized @Nullable JsonNode take(long until) throws RpcException, InterruptedException {
        while (waiting.isEmpty()) {
            if (end != null) {
                throw end.again();
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return waiting.poll();
    }

    /** Tells the node that no more is wanted. */
    @Override
    public void close() {
        connection.unsubscribe(id);
    }

    RpcSubscription named(String name) {
        id = name;
        return this;
    }

    /** @return whether there was room for it */
    synchronized boolean offer(JsonNode message) {
        if (waiting.size() >= room) {
            return false;
        }
        waiting.add(message);
        notifyAll();
        return true;
    }

    synchronized void end(RpcException why) {
        if (end == null) {
            end = why;
            notifyAll();
        }
    }
}

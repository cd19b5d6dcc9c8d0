package io.dbcpool.devchain;

import io.dbcpool.devchain.chain.Chain;
import io.dbcpool.devchain.rpc.ChainNode;
import io.dbcpool.devchain.rpc.Lie;
import io.dbcpool.devchain.websocket.JavaWebSocketPort;
import java.net.URI;
import java.util.Optional;

/** One node of a development chain, with its own port and its own faults. */
public final class Endpoint implements AutoCloseable {

    private final ChainNode node;
    private final int port;
    private Optional<JavaWebSocketPort> open;

    private Endpoint(ChainNode node, JavaWebSocketPort open) {
        this.node = node;
        this.port = open.port();
        this.open = Optional.of(open);
    }

    static Endpoint open(Chain chain, int port) {
        ChainNode node = new ChainNode(chain);
        return new Endpoint(node, JavaWebSocketPort.open(node, port));
    }

    /** {@code ws://127.0.0.1:PORT}; the same as long as this exists. */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + port);
    }

    /** How many questions it was asked so far. */
    public long requests() {
        return node.requests();
    }

    /** Sees each block only when so many more have been built. */
    public void lag(int blocks) {
        node.lag(blocks);
    }

    /** Falls silent with its connections open; what is asked from now on is never answered. */
    public void hang() {
        node.hang(true);
    }

    public void lie(Lie how) {
        node.lie(how);
    }

    /** Ends {@link #lag}, {@link #hang} and {@link #lie}; opens the port if it is closed. */
    public synchronized void recover() {
        node.lie(Lie.NONE);
        node.hang(false);
        node.lag(0);
        if (open.isEmpty()) {
            open = Optional.of(JavaWebSocketPort.open(node, port));
        }
    }

    /** Ends all connections, and takes new ones. */
    public synchronized void cut() {
        open.ifPresent(JavaWebSocketPort::cutConnections);
    }

    /** Nobody listens at the port any more, until {@link #recover}. */
    public synchronized void shut() {
        open.ifPresent(JavaWebSocketPort::close);
        open = Optional.empty();
    }

    @Override
    public void close() {
        shut();
        node.leave();
    }
}

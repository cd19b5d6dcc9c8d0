package io.dbcpool.devchain.websocket;

import io.dbcpool.devchain.rpc.ChainNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** A loopback port at which one node listens. */
public final class JavaWebSocketPort implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int STOP_MILLIS = 1_000;
    private static final long PUSH_EVERY_MILLIS = 50;

    private final Server server;
    private final ScheduledExecutorService pushes = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "development-chain-push");
        thread.setDaemon(true);
        return thread;
    });

    private JavaWebSocketPort(Server server) {
        this.server = server;
        var unused = pushes.scheduleWithFixedDelay(
                server::pushOn, PUSH_EVERY_MILLIS, PUSH_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Listens on loopback.
     *
     * @param port 0 for any that is free
     * @throws IllegalStateException if the port cannot be had
     */
    public static JavaWebSocketPort open(ChainNode node, int port) {
        Server server = new Server(node, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setReuseAddr(true);
        server.setDaemon(true);
        server.setTcpNoDelay(true);
        // The library would close a connection whose peer answers no ping; a node does not.
        server.setConnectionLostTimeout(0);
        server.start();
        try {
            server.started.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return new JavaWebSocketPort(server);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while port %d was opened".formatted(port), interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("cannot listen on 127.0.0.1:%d".formatted(port), failure);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Closes all connections; new ones are taken. */
    public void cutConnections() {
        server.connections.keySet().forEach(socket -> socket.closeConnection(1_001, "cut"));
    }

    @Override
    public void close() {
        pushes.shutdownNow();
        try {
            server.stop(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Server extends WebSocketServer {

        private final ChainNode node;
        private final Map<WebSocket, ChainNode.Connection> connections = new ConcurrentHashMap<>();
        private final CompletableFuture<Boolean> started = new CompletableFuture<>();

        Server(ChainNode node, InetSocketAddress address) {
            super(address, 1);
            this.node = node;
        }

        @Override
        public void onStart() {
            started.complete(true);
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            connections.put(socket, node.connect(sendingTo(socket)));
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            ChainNode.Connection connection = connections.get(socket);
            if (connection != null) {
                connection.onText(text);
            }
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            ChainNode.Connection connection = connections.remove(socket);
            if (connection != null) {
                connection.close();
            }
        }

        /**
         * The library's own thread takes back that there is something to send, where that is said in the moment in
         * which it has sent all: what was said then would wait until something else is sent, and with it whoever asked.
         */
        private void pushOn() {
            connections.keySet().stream().filter(WebSocket::hasBufferedData).forEach(this::onWriteDemand);
        }

        @Override
        public void onError(WebSocket socket, Exception failure) {
            started.completeExceptionally(failure);
        }

        private static Consumer<String> sendingTo(WebSocket socket) {
            return text -> {
                if (socket.isOpen()) {
                    socket.send(text);
                }
            };
        }
    }
}

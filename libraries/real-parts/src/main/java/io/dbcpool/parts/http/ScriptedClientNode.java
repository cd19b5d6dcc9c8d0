package io.dbcpool.parts.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP interface of a DBC client node, which does with each request what it was told: others' programs do all of
 * this.
 */
public final class ScriptedClientNode implements AutoCloseable {

    private static final int MEBIBYTE = 1 << 20;

    /** What is done with a request. */
    @FunctionalInterface
    public interface Behaviour {

        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private ScriptedClientNode(HttpServer server) {
        this.server = server;
    }

    /** @param path of its interface, such as {@code /api/v1/mining_nodes}; any other is not found */
    public static ScriptedClientNode at(String path, Behaviour behaviour) {
        try {
            var node = new ScriptedClientNode(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            // A thread for each request: one that hangs keeps no other from its answer.
            node.server.setExecutor(node.threads);
            node.server.createContext(path, exchange -> {
                try (exchange) {
                    behaviour.answer(exchange);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            node.server.start();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a slash at its end. */
    public String address() {
        return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
    }

    public static Behaviour says(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    /** A body that long, of zeros. */
    public static Behaviour sendsMebibytes(int length) {
        return exchange -> {
            exchange.sendResponseHeaders(200, (long) length * MEBIBYTE);
            byte[] part = new byte[MEBIBYTE];
            for (int i = 0; i < length; i++) {
                exchange.getResponseBody().write(part);
            }
        };
    }

    public static Behaviour neverBegins() {
        return exchange -> untilClosed();
    }

    /** It begins a JSON object, and says no more. */
    public static Behaviour neverEnds() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            untilClosed();
        };
    }

    private static void untilClosed() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Ends what still hangs. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}

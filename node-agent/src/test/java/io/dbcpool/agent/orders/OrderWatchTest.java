package io.dbcpool.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dbcpool.agent.machine.NodeOrders;
import io.dbcpool.agent.machine.Observation.OrdersListed;
import io.dbcpool.configuration.PoolFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With client nodes that misbehave as others' programs do. */
class OrderWatchTest {

    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final String ID = "a".repeat(64);

    @TempDir
    private Path folder;

    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private final List<OrdersListed> listed = new CopyOnWriteArrayList<>();
    private @Nullable OrderWatch watch;

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.close();
        }
        never.countDown();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private String clientNode(Behaviour behaviour) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/api/v1/rent_orders", exchange -> {
                try (exchange) {
                    behaviour.answer(exchange);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
            servers.add(server);
            return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void orders(HttpExchange exchange, String order) throws IOException {
        byte[] body = "{\"errcode\":0,\"message\":{\"rent_orders\":[{\"id\":\"%s\",\"rent_status\":\"renting\"}]}}"
                .formatted(order)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void start(String... clientNodes) throws Exception {
        var file = Files.writeString(
                folder.resolve("pool.yaml"), """
                pool:
                  name: p
                  machines:
                    - { id: %s, node: { client-nodes: ["%s"] } }
                    - { id: %s }
                """.formatted(ID, String.join("\", \"", clientNodes), "b".repeat(64)));
        watch = OrderWatch.start(PoolFile.read(file), new RentOrdersClient(LIMIT), EVERY, listed::add);
    }

    private static NodeOrders renting(String order) {
        return new NodeOrders(Optional.of(Map.of(order, "renting")));
    }

    @Test
    void theFirstThatAnswersCountsAndTheOthersAreNotAsked() throws Exception {
        var askedOthers = new AtomicInteger();
        String refuses = clientNode(exchange -> exchange.sendResponseHeaders(500, -1));
        String answers = clientNode(exchange -> orders(exchange, "7"));
        String notAsked = clientNode(exchange -> {
            askedOthers.incrementAndGet();
            orders(exchange, "8");
        });

        start("http://127.0.0.1:1", refuses, answers, notAsked);
        await().until(() -> listed.size() > 1);

        assertThat(listed).allSatisfy(seen -> {
            assertThat(seen.machineId().hex()).isEqualTo(ID);
            assertThat(seen.orders()).isEqualTo(renting("7"));
        });
        assertThat(askedOthers).hasValue(0);
    }

    /** One that stops in the middle of its answer once kept the watch for good. */
    @Test
    void oneThatNeverEndsOrNeverBeginsOrSendsTooMuchKeepsNobodyFromTheNext() throws Exception {
        String neverBegins = clientNode(exchange -> never.await());
        String neverEnds = clientNode(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            never.await();
        });
        String hundredMegabytes = clientNode(exchange -> {
            exchange.sendResponseHeaders(200, 100 << 20);
            byte[] part = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(part);
            }
        });

        start(neverBegins, neverEnds, hundredMegabytes, clientNode(exchange -> orders(exchange, "7")));
        await().until(() -> listed.size() > 1);

        assertThat(listed).allSatisfy(seen -> assertThat(seen.orders()).isEqualTo(renting("7")));
    }

    @Test
    void whereNobodyAnswersNothingIsSaidUntilSomebodyDoes() throws Exception {
        var asked = new AtomicInteger();
        String silentAtFirst = clientNode(exchange -> {
            if (asked.incrementAndGet() < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                orders(exchange, "9");
            }
        });

        start(silentAtFirst);
        await().until(() -> !listed.isEmpty());

        assertThat(asked.get()).isGreaterThanOrEqualTo(3);
        assertThat(listed.get(0).orders()).isEqualTo(renting("9"));
    }
}

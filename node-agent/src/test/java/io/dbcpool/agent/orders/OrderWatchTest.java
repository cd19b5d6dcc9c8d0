package io.dbcpool.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.agent.machine.NodeOrders;
import io.dbcpool.agent.machine.Observation.OrdersListed;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.parts.http.ScriptedClientNode;
import io.dbcpool.parts.http.ScriptedClientNode.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final List<ScriptedClientNode> clientNodes = new ArrayList<>();
    private final List<OrdersListed> listed = new CopyOnWriteArrayList<>();
    private @Nullable OrderWatch watch;

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.close();
        }
        clientNodes.forEach(ScriptedClientNode::close);
    }

    private String clientNode(Behaviour behaviour) {
        var node = ScriptedClientNode.at("/api/v1/rent_orders", behaviour);
        clientNodes.add(node);
        return node.address();
    }

    private static Behaviour orders(String order) {
        return ScriptedClientNode.says(
                200,
                "{\"errcode\":0,\"message\":{\"rent_orders\":[{\"id\":\"%s\",\"rent_status\":\"renting\"}]}}"
                        .formatted(order));
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
        String refuses = clientNode(ScriptedClientNode.says(500, ""));
        String answers = clientNode(orders("7"));
        String notAsked = clientNode(exchange -> {
            askedOthers.incrementAndGet();
            orders("8").answer(exchange);
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
        String neverBegins = clientNode(ScriptedClientNode.neverBegins());
        String neverEnds = clientNode(ScriptedClientNode.neverEnds());
        String hundredMegabytes = clientNode(ScriptedClientNode.sendsMebibytes(100));

        start(neverBegins, neverEnds, hundredMegabytes, clientNode(orders("7")));
        await().until(() -> listed.size() > 1);

        assertThat(listed).allSatisfy(seen -> assertThat(seen.orders()).isEqualTo(renting("7")));
    }

    @Test
    void whereNobodyAnswersNothingIsSaidUntilSomebodyDoes() throws Exception {
        var asked = new AtomicInteger();
        String silentAtFirst = clientNode(exchange -> {
            if (asked.incrementAndGet() < 3) {
                ScriptedClientNode.says(503, "").answer(exchange);
            } else {
                orders("9").answer(exchange);
            }
        });

        start(silentAtFirst);
        await().until(() -> !listed.isEmpty());

        assertThat(asked.get()).isGreaterThanOrEqualTo(3);
        assertThat(listed.get(0).orders()).isEqualTo(renting("9"));
    }
}

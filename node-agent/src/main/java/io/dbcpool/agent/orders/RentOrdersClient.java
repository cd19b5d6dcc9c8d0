package io.dbcpool.agent.orders;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.agent.machine.NodeOrders;
import io.dbcpool.events.EventCodec;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code POST /api/v1/rent_orders} of a DBC client node, which asks the machine's node (DBC node
 * {@code rest_api_service.cpp}, {@code node_request_service.cpp}; in no wiki). It needs no authority.
 */
final class RentOrdersClient {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** The node gives 51 orders at most. */
    private static final int MOST_BYTES = 256 << 10;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    /** Empty if it does not answer, or with something else; then nobody knows. */
    Optional<NodeOrders> find(URI clientNode, MachineId machine) throws InterruptedException {
        String address = clientNode.toString().replaceFirst("/+$", "") + "/api/v1/rent_orders";
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"peer_nodes_list\":[\"%s\"],\"additional\":{}}".formatted(machine)))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES);
                return answer.statusCode() == 200
                        ? EventCodec.findTree(bytes).flatMap(RentOrdersClient::read)
                        : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<NodeOrders> read(JsonNode answer) {
        JsonNode message = answer.path("message");
        JsonNode orders = message.isObject() ? message.path("rent_orders") : answer.path("rent_orders");
        if (answer.path("errcode").asInt(0) != 0 || !orders.isArray()) {
            return Optional.empty();
        }
        Map<String, String> found = new TreeMap<>();
        orders.forEach(order -> found.put(
                order.path("id").asText("?"), order.path("rent_status").asText("")));
        return Optional.of(new NodeOrders(Optional.of(found)));
    }
}

package io.dbcpool.agent.orders;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.agent.machine.NodeOrders;
import io.dbcpool.events.EventCodec;
import io.dbcpool.host.linux.BoundedHttp;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
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

    private final BoundedHttp http;

    RentOrdersClient() {
        this(LIMIT);
    }

    /** @param limit for one answer */
    RentOrdersClient(Duration limit) {
        this.http = new BoundedHttp(limit, MOST_BYTES);
    }

    /** Empty if it does not answer, or with something else; then nobody knows. */
    Optional<NodeOrders> find(URI clientNode, MachineId machine) throws InterruptedException {
        String address = clientNode.toString().replaceFirst("/+$", "") + "/api/v1/rent_orders";
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"peer_nodes_list\":[\"%s\"],\"additional\":{}}".formatted(machine)))
                .build();
        try {
            return EventCodec.findTree(http.ask(request)).flatMap(RentOrdersClient::read);
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

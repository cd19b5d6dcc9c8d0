package io.dbcpool.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.agent.machine.NodeOrders;
import io.dbcpool.events.EventCodec;
import io.dbcpool.parts.http.ScriptedClientNode;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are written from the DBC node's sources; nobody here has seen one. */
class RentOrdersClientTest {

    private static final MachineId MACHINE = new MachineId("a".repeat(64));

    @Test
    void ordersAreReadOfAnAnswer() throws Exception {
        String answer = """
                {"errcode":0,"message":{"rent_orders":[
                  {"id":"7","renter":"5Grw","rent_end":"900","rent_status":"renting","gpu_nums":"1","gpu_index":"0"},
                  {"id":"8","rent_status":"rentExpired"}]}}""";
        try (var node = ScriptedClientNode.at("/api/v1/rent_orders", exchange -> {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            boolean good =
                    new String(asked, StandardCharsets.UTF_8).contains("\"peer_nodes_list\":[\"" + MACHINE + "\"]");
            ScriptedClientNode.says(good ? 200 : 400, answer).answer(exchange);
        })) {
            assertThat(new RentOrdersClient().find(URI.create(node.address() + "/"), MACHINE))
                    .contains(new NodeOrders(Optional.of(Map.of("7", "renting", "8", "rentExpired"))));
        }
        assertThat(new RentOrdersClient().find(URI.create("http://127.0.0.1:1"), MACHINE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"errcode\":-1,\"message\":{\"rent_orders\":[]}}",
                "{\"errcode\":0,\"message\":\"ok\"}",
                "{\"errcode\":0,\"message\":{\"rent_orders\":7}}",
            })
    void anythingElseIsNoAnswer(String answer) throws IOException {
        assertThat(RentOrdersClient.read(EventCodec.json().readTree(answer))).isEmpty();
    }
}

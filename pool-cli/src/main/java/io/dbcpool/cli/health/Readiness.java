package io.dbcpool.cli.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a process does its work. */
public sealed interface Readiness {

    /** @param lacking what it does its work without, such as {@code kafka away} */
    record Ready(List<String> lacking) implements Readiness {
        public Ready {
            lacking = List.copyOf(lacking);
        }
    }

    /** @param why in its own words, where it has some */
    record NotReady(String why) implements Readiness {}

    /** Reads what {@code /q/health/ready} answered. A service without Kafka is ready, and says {@code kafka: away}. */
    static Readiness of(int httpStatus, String body) {
        var health = EventCodec.findTree(body.getBytes(StandardCharsets.UTF_8));
        if (health.isEmpty() || !health.get().path("status").isTextual()) {
            return new NotReady("its health page answers with HTTP status %d and no health".formatted(httpStatus));
        }
        var down = new ArrayList<String>();
        var lacking = new ArrayList<String>();
        for (JsonNode check : health.get().path("checks")) {
            if (!check.path("status").asText().equals("UP")) {
                down.add(check.path("name").asText() + data(check.path("data")));
            }
            if (check.path("data").path("kafka").asText().equals("away") && !lacking.contains("kafka away")) {
                lacking.add("kafka away");
            }
        }
        if (health.get().path("status").asText().equals("UP")) {
            return new Ready(lacking);
        }
        return new NotReady(down.isEmpty() ? "it says so, and not why" : String.join(", ", down));
    }

    private static String data(JsonNode data) {
        var words = new ArrayList<String>();
        for (Map.Entry<String, JsonNode> entry : data.properties()) {
            words.add(entry.getKey() + ": " + entry.getValue().asText());
        }
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }
}

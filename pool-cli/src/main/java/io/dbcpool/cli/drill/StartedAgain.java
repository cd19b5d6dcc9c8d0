package io.dbcpool.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dbcpool.events.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of the domains that a drill has stopped, from what the watcher says of their machine. Whether one is
 * started is the watcher's to decide: not where the drill took too long, and not while the machine is not free.
 */
final class StartedAgain {

    private enum Fate {
        STARTED,
        NOT_STARTED,
        /** It is still being stopped, or about to be started. */
        OPEN
    }

    /** @param why why not */
    private record Standing(JsonNode domain, Fate fate, String why) {}

    private final List<Standing> standings;

    /** @param stopped the drilled domains, each with its name and uuid */
    StartedAgain(List<JsonNode> stopped, JsonNode machine) {
        this.standings =
                stopped.stream().map(domain -> standing(domain, machine)).toList();
    }

    private static Standing standing(JsonNode domain, JsonNode machine) {
        if (find(machine.path("runningVacates"), domain).isPresent()
                || find(machine.path("drills").path("running"), domain).isPresent()) {
            return new Standing(domain, Fate.OPEN, "it is still being stopped");
        }
        var comeback = find(machine.path("comebacks"), domain);
        if (comeback.isPresent()) {
            String why = comeback.get().path("why").asText();
            return switch (comeback.get().path("state").asText()) {
                case "refused" -> new Standing(domain, Fate.NOT_STARTED, why);
                case "starting" -> new Standing(domain, Fate.OPEN, "it is being started");
                default ->
                    isFree(machine)
                            ? new Standing(domain, Fate.OPEN, why.isEmpty() ? "it is about to be started" : why)
                            : new Standing(domain, Fate.NOT_STARTED, why);
            };
        }
        if (isActive(machine, domain)) {
            return new Standing(domain, Fate.STARTED, "");
        }
        return isFree(machine)
                ? new Standing(domain, Fate.OPEN, "the watcher does not say that it will start it")
                : new Standing(
                        domain,
                        Fate.NOT_STARTED,
                        "the machine is %s: %s"
                                .formatted(
                                        machine.path("belief").path("state").asText(),
                                        machine.path("belief").path("why").asText()));
    }

    private static boolean isFree(JsonNode machine) {
        return machine.path("belief").path("state").asText().equals("free");
    }

    private static boolean isActive(JsonNode machine, JsonNode domain) {
        for (JsonNode own : machine.path("ownDomains")) {
            if (own.path("uuid").equals(domain.path("uuid"))) {
                String state = own.path("state").asText();
                return state.equals("running") || state.equals("blocked");
            }
        }
        return false;
    }

    private static Optional<JsonNode> find(JsonNode entries, JsonNode domain) {
        for (JsonNode entry : entries) {
            if (entry.path("domain").path("uuid").equals(domain.path("uuid"))) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Nothing more is to be waited for. */
    boolean isDecided() {
        return standings.stream().noneMatch(standing -> standing.fate() == Fate.OPEN);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        for (Standing standing : standings) {
            String name = standing.domain().path("name").asText();
            lines.add(
                    switch (standing.fate()) {
                        case STARTED -> name + ": started again";
                        case NOT_STARTED -> name + ": NOT started again: " + standing.why();
                        case OPEN -> name + ": not started again yet: " + standing.why();
                    });
        }
        return lines;
    }

    ArrayNode json() {
        var json = EventCodec.json().createArrayNode();
        for (Standing standing : standings) {
            var entry = json.addObject();
            entry.set("domain", standing.domain());
            entry.put("startedAgain", standing.fate() == Fate.STARTED);
            entry.put("why", standing.why());
        }
        return json;
    }
}

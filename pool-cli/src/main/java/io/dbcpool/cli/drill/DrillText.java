package io.dbcpool.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dbcpool.events.EventCodec;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What one drill shows, from what the watcher says of a machine's drills. */
final class DrillText {

    private final String drillId;
    private final Consumer<String> out;
    private final Set<String> shown = new HashSet<>();
    private boolean begun;

    DrillText(String drillId, Consumer<String> out) {
        this.drillId = drillId;
        this.out = out;
    }

    static String question(String machine, JsonNode planned) {
        var text = new StringBuilder(
                "A drill stops these domains of %s in earnest, as for a renter:%n".formatted(machine));
        for (JsonNode domain : planned) {
            var budget = domain.path("budget");
            text.append("  %s: asked until %d ms, SIGTERM, killed at %d ms, has to be off at %d ms%n"
                    .formatted(
                            domain.path("domain").path("name").asText(),
                            budget.path("softMillis").asLong(),
                            budget.path("termMillis").asLong(),
                            budget.path("deadlineMillis").asLong()));
        }
        return text.append("What they have not saved is lost if they do not obey. Each is started again afterwards")
                .append("%nif it was off in time, and if the machine stays free until then.".formatted())
                .append("%nStop them?".formatted())
                .toString();
    }

    boolean isRefused(JsonNode drills) {
        return drills.path("refused").path("drillId").asText().equals(drillId);
    }

    /**
     * It was under way, and is not any longer. The watcher takes it up a moment after it has answered; one that becomes
     * a vacate, or is cut short, between two looks is never seen under way.
     *
     * @param mayBegin whether that moment may still come
     */
    boolean isOver(JsonNode drills, boolean mayBegin) {
        boolean running = !of(drills.path("running")).isEmpty();
        begun = begun || running;
        return !running && (begun || !mayBegin || !results(drills).isEmpty());
    }

    void showSteps(JsonNode drills) {
        for (JsonNode running : of(drills.path("running"))) {
            show(running);
        }
        for (JsonNode result : results(drills)) {
            show(result);
        }
    }

    private void show(JsonNode drill) {
        String domain = drill.path("domain").path("name").asText();
        for (JsonNode step : drill.path("steps")) {
            String line = "%8d ms  %s  %s"
                    .formatted(
                            step.path("atMillis").asLong(),
                            domain,
                            step.path("name").asText());
            if (shown.add(line)) {
                out.accept(line);
            }
        }
    }

    void showResults(JsonNode drills) {
        var results = results(drills);
        for (JsonNode result : results) {
            out.accept("%s: %s; %s"
                    .formatted(
                            result.path("domain").path("name").asText(),
                            result.path("outcome").asText().replace('-', ' '),
                            result.path("why").asText()));
        }
        if (results.isEmpty()) {
            out.accept("nothing was measured: it was cut short, as by a rental or by a restart of the watcher; "
                    + "dbc.vacates says why");
        }
    }

    void say(String line) {
        out.accept(line);
    }

    boolean fits(JsonNode drills) {
        var results = results(drills);
        boolean all = !results.isEmpty();
        for (JsonNode result : results) {
            all &= result.path("outcome").asText().equals("fits");
        }
        return all;
    }

    ArrayNode results(JsonNode drills) {
        return of(drills.path("last"));
    }

    private ArrayNode of(JsonNode drills) {
        var ours = EventCodec.json().createArrayNode();
        for (JsonNode drill : drills) {
            if (drill.path("drillId").asText().equals(drillId)) {
                ours.add(drill);
            }
        }
        return ours;
    }
}

package io.dbcpool.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import java.util.List;

/** Everything that one run found, and on which machine. */
record Report(Host host, String loadAveragesAfter, List<Comparison> comparisons) {

    Report {
        comparisons = List.copyOf(comparisons);
    }

    boolean meetsItsAims() {
        return comparisons.stream().allMatch(Comparison::meetsItsAims);
    }

    String text() {
        var text = new StringBuilder(host.text(loadAveragesAfter));
        comparisons.forEach(comparison -> text.append('\n').append(TextTable.write(comparison)));
        return text.toString();
    }

    /** One line, with the time of each round, so that other percentiles can be had from it. */
    String json() {
        var json = EventCodec.json().createObjectNode();
        host.writeTo(json, loadAveragesAfter);
        ArrayNode all = json.putArray("comparisons");
        comparisons.forEach(comparison -> write(comparison, all.addObject()));
        return json.toString();
    }

    private static void write(Comparison comparison, ObjectNode json) {
        json.put("title", comparison.title()).put("meetsItsAims", comparison.meetsItsAims());
        ArrayNode rows = json.putArray("rows");
        for (Comparison.Row row : comparison.rows()) {
            var latencies = row.latencies();
            var one = rows.addObject()
                    .put("name", row.name())
                    .put("rounds", latencies.rounds())
                    .put("p50Millis", latencies.percentileMillis(50))
                    .put("p90Millis", latencies.percentileMillis(90))
                    .put("p99Millis", latencies.percentileMillis(99))
                    .put("maxMillis", latencies.maxMillis())
                    .put("p50Ratio", latencies.ratioTo(comparison.first(), 50));
            var micros = one.putArray("roundMicros");
            latencies.nanos().forEach(nanos -> micros.add(nanos / 1_000));
        }
    }
}

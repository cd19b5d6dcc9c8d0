package io.dbcpool.endtoend.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.endtoend.pool.DbcNode;
import io.dbcpool.endtoend.pool.Parts;
import io.dbcpool.endtoend.pool.TellOnFailure;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.parts.otlp.Collector;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the DBC node's word to what a collector is told, with everything in between as it is. */
@ExtendWith(TellOnFailure.class)
@Timeout(180)
class RentalIsTracedIT {

    /** The vacate, and until the trace is settled and sent. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aDatagramBecomesOneTraceWhoseTimesAreThoseOfTheReceipt() throws Exception {
        try (var collector = Collector.open();
                var parts = Parts.start("traced")) {
            var seat = parts.seats(1).get(0);
            var pool = parts.poolOf(parts.seats(1), collector.endpoint());
            parts.ownersDomain(pool, seat);
            try (var node = new DbcNode(pool.broadcastPort())) {
                node.say(seat.id(), "renting");
            }
            JsonNode receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());

            Awaitility.await("a trace")
                    .atMost(PATIENCE)
                    .until(() -> collector.taken().stream()
                            .anyMatch(told -> service(told).equals("broadcast-listener")));

            var spans = spans(collector);
            assertThat(spans)
                    .extracting(Span::getTraceId)
                    .containsOnly(spans.get(0).getTraceId());
            assertThat(spans)
                    .extracting(Span::getName)
                    .contains(
                            "rental",
                            "datagram heard",
                            "send dbc.broadcasts",
                            "signal broadcast",
                            "believed rented",
                            "vacate",
                            "ask",
                            "term",
                            "released",
                            "domain off",
                            "receipt",
                            "send dbc.vacates");
            var vacate = only(spans, "vacate");
            assertThat(millis(vacate)).isEqualTo(receipt.path("elapsedMillis").asLong());
            assertThat(vacate.getStartTimeUnixNano())
                    .isEqualTo(nanos(receipt.at("/trigger/observedAt").asText()));
            assertThat(vacate.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
            assertThat(only(spans, "released").getEndTimeUnixNano() - vacate.getStartTimeUnixNano())
                    .isEqualTo(atMillis(receipt, "released") * 1_000_000);
            assertThat(only(spans, "term").getStartTimeUnixNano() - vacate.getStartTimeUnixNano())
                    .isEqualTo(atMillis(receipt, "term") * 1_000_000);
            assertThat(only(spans, "term").getParentSpanId()).isEqualTo(vacate.getSpanId());
            assertThat(only(spans, "receipt").getAttributesList())
                    .filteredOn(one -> one.getKey().equals("dbcpool.receipt.hash"))
                    .extracting(one -> one.getValue().getStringValue())
                    .containsExactly(receipt.path("hash").asText());
            assertThat(collector.taken().stream().map(RentalIsTracedIT::service).collect(Collectors.toSet()))
                    .contains("broadcast-listener", "rental-watcher");
            assertThat(pool.getText("pool-console", "/q/metrics")).contains("dbcpool_traces_sent_total 1.0");
        }
    }

    private static List<Span> spans(Collector collector) {
        return collector.taken().stream()
                .map(ResourceSpans::getScopeSpansList)
                .flatMap(List::stream)
                .map(ScopeSpans::getSpansList)
                .flatMap(List::stream)
                .toList();
    }

    private static Span only(List<Span> spans, String name) {
        var found = spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static String service(ResourceSpans told) {
        return told.getResource().getAttributesList().stream()
                .filter(one -> one.getKey().equals("service.name"))
                .map(KeyValue::getValue)
                .map(value -> value.getStringValue())
                .findFirst()
                .orElse("");
    }

    private static long atMillis(JsonNode receipt, String step) {
        return StreamSupport.stream(receipt.path("steps").spliterator(), false)
                .filter(one -> one.path("name").asText().equals(step))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + step + " in " + receipt))
                .path("atMillis")
                .asLong();
    }

    private static long millis(Span span) {
        return (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000_000;
    }

    private static long nanos(String time) {
        var moment = Instant.parse(time);
        return moment.getEpochSecond() * 1_000_000_000 + moment.getNano();
    }
}

package io.dbcpool.console.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dbcpool.bus.Followed;
import io.dbcpool.console.Told;
import io.dbcpool.console.sending.TraceDesk;
import io.dbcpool.console.trace.RentalBook;
import io.dbcpool.console.trace.RentalTrace;
import io.dbcpool.console.trace.Story;
import io.dbcpool.console.trace.TopicRecord;
import io.dbcpool.console.trace.Trace;
import io.dbcpool.parts.otlp.Collector;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sent over HTTP, and read by the protocol's own classes. */
@Timeout(60)
class OtlpReceiverTest {

    private static final Trace LATE =
            RentalTrace.of(Story.KEY, "gpu-01", Story.of(10_500).records()).orElseThrow();

    @Test
    void aTraceArrivesAsItIs() throws IOException {
        try (var collector = Collector.open();
                var receiver = OtlpReceiver.of(collector.endpoint())) {
            assertThat(receiver.send(LATE)).isEmpty();

            var spans = collector.taken().stream()
                    .flatMap(told -> told.getScopeSpansList().stream())
                    .flatMap(told -> told.getSpansList().stream())
                    .toList();
            assertThat(spans).hasSize(13);
            assertThat(spans).extracting(Span::getTraceId).containsOnly(bytes(LATE.id()));
            var root = find(spans, "rental");
            var vacate = find(spans, "vacate");
            var heard = find(spans, "datagram heard");
            assertThat(root.getParentSpanId()).isEqualTo(ByteString.EMPTY);
            assertThat(vacate.getParentSpanId()).isEqualTo(root.getSpanId());
            assertThat(vacate.getStatus())
                    .isEqualTo(Status.newBuilder()
                            .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                            .setMessage("late by 500 ms")
                            .build());
            assertThat(heard.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
            assertThat(vacate.getStartTimeUnixNano()).isEqualTo(Told.START.toEpochMilli() * 1_000_000);
            assertThat(vacate.getEndTimeUnixNano() - vacate.getStartTimeUnixNano())
                    .isEqualTo(10_500_000_000L);
            assertThat(vacate.getEventsList()).extracting(Span.Event::getName).contains("begun", "term", "released");
            assertThat(find(spans, "send dbc.broadcasts").getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
            assertThat(heard.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
            assertThat(texts(heard.getAttributesList())).containsEntry("network.peer.address", "192.0.2.11");
            assertThat(collector.taken())
                    .extracting(ResourceSpans::getResource)
                    .extracting(Resource::getAttributesList)
                    .extracting(OtlpReceiverTest::texts)
                    .containsExactlyInAnyOrder(
                            Map.of("service.name", "rental-watcher", "service.namespace", "p", "host.name", "host-1"),
                            Map.of(
                                    "service.name",
                                    "broadcast-listener",
                                    "service.namespace",
                                    "p",
                                    "host.name",
                                    "host-1"));
        }
    }

    @Test
    void whoDoesNotTakeItSaysWhy() throws IOException {
        URI gone;
        try (var collector = Collector.open();
                var receiver = OtlpReceiver.of(collector.endpoint())) {
            gone = collector.endpoint();
            collector.answerWith(503);
            assertThat(receiver.send(LATE)).get().asString().contains("503");
            assertThat(collector.asked()).isEqualTo(1);
        }
        try (var receiver = OtlpReceiver.of(gone)) {
            assertThat(receiver.send(LATE)).get().asString().contains("ConnectException");
        }
    }

    @Test
    void aCollectorThatIsAwayIsWaitedForAndTheConsoleGoesOn() throws IOException {
        var now = new AtomicLong(Told.at(11).toEpochMilli());
        int port;
        try (var collector = Collector.open()) {
            port = collector.endpoint().getPort();
        }
        try (var desk = TraceDesk.start(
                id -> "gpu-01",
                () -> OtlpReceiver.of(URI.create("http://127.0.0.1:" + port)),
                () -> Instant.ofEpochMilli(now.get()))) {
            Story.of(6_000).records().forEach(record -> desk.take(followed(record)));
            now.addAndGet(RentalBook.SETTLED.toMillis());
            Awaitility.await().until(() -> desk.failures() == 1);
            assertThat(desk.waiting()).isEqualTo(1);

            try (var collector = Collector.open(port)) {
                now.addAndGet(1_000);
                Awaitility.await().until(() -> desk.sent() == 1);
                assertThat(collector.taken()).hasSize(2);
            }
            assertThat(List.of(desk.waiting(), (int) desk.expired(), (int) desk.crowdedOut()))
                    .containsOnly(0);
        }
    }

    @Test
    void offItTakesEverythingAndSendsNothing() {
        try (var desk = TraceDesk.off()) {
            Story.of(6_000).records().forEach(record -> desk.take(followed(record)));

            assertThat(desk.waiting()).isZero();
            assertThat(desk.crowdedOut()).isZero();
        }
    }

    private static Followed followed(TopicRecord record) {
        return new Followed(
                record.envelope(),
                record.topic(),
                record.partition(),
                record.offset(),
                record.sentAt(),
                new byte[0],
                false);
    }

    private static Span find(List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name));
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .filter(one -> one.getValue().hasStringValue())
                .collect(
                        Collectors.toMap(KeyValue::getKey, one -> one.getValue().getStringValue()));
    }
}

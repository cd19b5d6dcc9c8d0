package io.dbcpool.console;

import static io.dbcpool.console.Told.MACHINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.values.Word;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The service as it runs, from before there is a broker. The first test starts that; the others want it there. */
@QuarkusTest
@QuarkusTestResource(ConsolePool.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class PoolConsoleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // injected
    ConsolePool pool;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // injected
    URI home;

    @Test
    @Order(1)
    void startedBeforeKafkaItSaysSoAndIsLiveWhenKafkaComes() throws Exception {
        page("/").body(containsString("Kafka does not answer"));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'kafka' }.data.kafka", equalTo("away"));

        pool.broker().restart();
        publish(Told.broadcast(MACHINE, Word.EMPTY, Instant.now()));

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> page("/")
                        .body(not(containsString("Kafka does not answer")))
                        .body(containsString("empty from 192.0.2.11:55555")));
    }

    @Test
    @Order(2)
    void markupInANameIsText() throws Exception {
        var domain = new DomainRef("<img src=x onerror=alert(1)>&vm", Told.id("markup"));
        publish(Told.node(NodeRental.Kind.OWNER_DOMAIN_STARTED, domain, 0));

        for (String path : List.of("/", "/machines/" + MACHINE, "/machines/gpu-01")) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> page(path)
                            .body(not(containsString("<img")))
                            .body(containsString("&lt;img src=x onerror=alert(1)&gt;&amp;vm is running")));
        }
        given().get("/").then().header("Content-Security-Policy", containsString("script-src 'self'"));
    }

    @Test
    @Order(3)
    void whoeverLooksIsToldOfAChangeAndOneThatWentAwayIsForgotten() throws Exception {
        try (var browser = new Browser(home, since(), "en")) {
            assertThat(browser.awaitEvent()).startsWith("event:clock");
            Awaitility.await().atMost(PATIENCE).until(() -> viewers() == 1);

            publish(Told.started(MACHINE, "live", Told.OWNERS, Instant.now()));

            assertThat(browser.awaitEvent("event:rows"))
                    .contains("id=\"m-" + MACHINE)
                    .contains("owner-vm-1")
                    .contains("data-deadline=")
                    .contains("id=\"summary\"")
                    .contains("owner-vm-1 is being stopped");
        }
        Awaitility.await().atMost(PATIENCE).until(() -> viewers() == 0);
    }

    @Test
    @Order(4)
    void aPageOfAnotherConsoleIsLoadedAnewAndAMachinesPageIsLiveToo() throws Exception {
        try (var old = new Browser(home, "1-17", "en")) {
            assertThat(old.awaitEvent()).startsWith("event:stale");
        }
        try (var machine = new Browser(home, since() + "&machine=" + MACHINE, "ko")) {
            publish(Told.completed(MACHINE, "live", Told.OWNERS, Instant.now().minusSeconds(4), 3_200));

            assertThat(machine.awaitEvent("event:rows"))
                    .contains("id=\"machine\"")
                    .contains("3.2초")
                    .contains("진본이 아님");
        }
    }

    @Test
    @Order(5)
    void aReceiptIsHadAsItCame() {
        byte[] json = given().get("/receipts/" + Told.id("live"))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(EventCodec.findTree(json).orElseThrow().path("vacateId").asText())
                .isEqualTo(Told.id("live").toString());
        given().get("/receipts/" + UUID.randomUUID()).then().statusCode(404);
        given().get("/receipts/nonsense").then().statusCode(404);
        given().get("/machines/nobody").then().statusCode(404);
    }

    @Test
    @Order(6)
    void aRecordOfALaterVersionIsCountedAndThoseBehindItAreShown() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", pool.broker().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var record = new ProducerRecord<byte[], byte[]>(
                    "dbc.vacates", bytes(MACHINE.hex()), bytes("{\"machineId\":{\"v\":2}}"));
            for (String header : List.of("ce_id", "ce_source", "ce_time")) {
                record.headers().add(header, bytes("2031-01-01T00:00:00Z"));
            }
            record.headers().add("ce_type", bytes("io.dbcpool.vacate.teleported"));
            producer.send(record).get();
        }
        publish(Told.started(MACHINE, "behind it", Told.OWNERS, Instant.now()));

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> page("/")
                        .body(containsString("1 records could not be read"))
                        .body(containsString("data-deadline=")));
        given().get("/q/metrics")
                .then()
                .body(containsString("dbcpool_console_unreadable_records_total{topic=\"dbc.vacates\"} 1.0"));
    }

    @Test
    @Order(7)
    void nobodyReadsByAnotherNameAndNothingIsWritten() throws Exception {
        assertThat(new Raw(home)
                        .ask(
                                "GET /receipts/%s HTTP/1.1".formatted(Told.id("live")),
                                "Host: evil.example.org",
                                "Accept: application/json"))
                .startsWith("HTTP/1.1 401");
        assertThat(new Raw(home).ask("GET / HTTP/1.1", "Host: evil.example.org", "Accept: text/html"))
                .startsWith("HTTP/1.1 303")
                .contains("/sign-in");
        for (String path : List.of("/", "/machines/" + MACHINE, "/figures", "/live", "/receipts/" + Told.id("live"))) {
            given().post(path).then().statusCode(405);
            given().delete(path).then().statusCode(405);
        }
    }

    @Test
    @Order(8)
    void everyPageIsThereInEveryLanguage() {
        page("/?lang=ko").body(containsString("<html lang=\"ko\">")).body(containsString("소유자 VM"));
        page("/?lang=zh").body(containsString("<html lang=\"zh\">")).body(containsString("机主的虚拟机"));
        page("/figures").body(containsString("How long vacates took")).body(containsString("<svg"));
        for (String asset : List.of(
                "/webjars/htmx.org/dist/htmx.min.js",
                "/webjars/htmx-ext-sse/sse.js",
                "/console/console.js",
                "/console/console.css",
                "/console/icon.svg")) {
            given().get(asset).then().statusCode(200);
        }
    }

    private static io.restassured.response.ValidatableResponse page(String path) {
        return given().header("Accept", "text/html").get(path).then().statusCode(200);
    }

    private static String since() {
        String html = page("/").extract().asString();
        int at = html.indexOf("/live?since=") + "/live?since=".length();
        return html.substring(at, html.indexOf('"', at));
    }

    private static double viewers() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("dbcpool_console_viewers "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    private void publish(PoolEvent event) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "publisher");
        try (var publisher = KafkaPublisher.start(
                KafkaSettings.of(pool.broker().bootstrapServers(), "test"), folder, "/dbcpool/p/test/host")) {
            publisher.publish(new Envelope(UUID.randomUUID().toString(), "/dbcpool/p/test/host", Instant.now(), event));
            Awaitility.await().atMost(PATIENCE).until(() -> publisher.state().outboxRecords() == 0);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One request on a socket, with any Host that we like. */
    private record Raw(URI home) {
        String ask(String... lines) throws IOException {
            try (var socket = new Socket(home.getHost(), home.getPort())) {
                socket.getOutputStream().write(bytes(String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n"));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** A page that listens, and may go away at any time. */
    private static final class Browser implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        private Browser(URI home, String since, String language) throws IOException {
            socket = new Socket(home.getHost(), home.getPort());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write(bytes(
                            "GET /live?since=%s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAccept-Language: %s\r\n\r\n"
                                    .formatted(since, language)));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The next one, as it is on the wire. */
        String awaitEvent() throws IOException {
            return awaitEvent("event:");
        }

        String awaitEvent(String start) throws IOException {
            var event = new ArrayList<String>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:") || line.startsWith("data:") || line.startsWith("id:")) {
                    event.add(line.replace("event: ", "event:"));
                } else if (line.isEmpty() && !event.isEmpty()) {
                    if (event.stream().anyMatch(one -> one.startsWith(start))) {
                        event.sort((a, b) -> Boolean.compare(b.startsWith("event:"), a.startsWith("event:")));
                        return String.join("\n", event);
                    }
                    event.clear();
                }
            }
            throw new IOException("the console closed the connection");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

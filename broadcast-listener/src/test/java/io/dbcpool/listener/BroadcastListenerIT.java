package io.dbcpool.listener;

import static io.dbcpool.listener.ListenerPool.BOUND;
import static io.dbcpool.listener.ListenerPool.FREE;
import static io.dbcpool.listener.ListenerPool.OTHER;
import static io.dbcpool.listener.ListenerPool.STRANGER;
import static io.dbcpool.values.Word.EMPTY;
import static io.dbcpool.values.Word.RENTING;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.BroadcastRejected;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.Topic;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service with real sockets and a real broker. Each test speaks for machines whose last word it sets itself. */
@QuarkusTest
@QuarkusTestResource(ListenerPool.class)
@Timeout(180)
class BroadcastListenerIT {

    private static final String EVERYBODY_HERE = "127.255.255.255";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // injected
    ListenerPool pool;

    private Sender sender;

    @BeforeEach
    void open() throws Exception {
        sender = new Sender(EVERYBODY_HERE, pool.port());
    }

    @AfterEach
    void close() {
        sender.close();
    }

    @Test
    void aGenuineBroadcastBecomesARecord() throws Exception {
        say(FREE, EMPTY);
        sender.send(FREE, RENTING);

        try (var heard = new TopicReader(pool.broker().bootstrapServers(), Topic.BROADCASTS)) {
            var found = heard.await(1, from(sender, FREE, RENTING)).get(0);

            assertThat(found.source()).startsWith("/dbcpool/p/broadcast-listener/");
            assertThat(found.event()).isInstanceOfSatisfying(BroadcastHeard.class, record -> {
                assertThat(record.count()).isEqualTo(1);
                assertThat(record.receivedAt()).isEqualTo(found.time());
                assertThat(record.firstAt()).isEqualTo(record.lastAt()).isEqualTo(record.receivedAt());
            });
        }
        given().get("/machines")
                .then()
                .statusCode(200)
                .body("[0].machineId", equalTo(FREE.hex()))
                .body("[0].name", equalTo("gpu-01"))
                .body("[0].lastWord", equalTo("renting"))
                .body("[0].lastSender", equalTo(sender.address()))
                .body("[0].silent", equalTo(false));
    }

    @Test
    void whatIsRefusedBecomesARecordWithItsReason() throws Exception {
        var expected = new LinkedHashMap<String, byte[]>();
        expected.put("too-long", new byte[600]);
        expected.put("not-base64", "hello there".getBytes(StandardCharsets.US_ASCII));
        expected.put("not-json", "aGVsbG8=".getBytes(StandardCharsets.US_ASCII));
        expected.put("not-an-object", "W10=".getBytes(StandardCharsets.US_ASCII));
        expected.put("bad-node-id", BroadcastEncoder.encode("gpu-01", "renting"));
        expected.put("bad-status", BroadcastEncoder.encode(FREE.hex(), "busy"));
        expected.put("unknown-machine", BroadcastEncoder.encode(STRANGER, RENTING));
        expected.put("sender-not-allowed", BroadcastEncoder.encode(BOUND, RENTING));
        for (byte[] datagram : expected.values()) {
            sender.send(datagram);
        }

        try (var refused = new TopicReader(pool.broker().bootstrapServers(), Topic.BROADCASTS_REJECTED)) {
            assertThat(refused.await(expected.size(), this::isRejectionOfThisSender))
                    .extracting(envelope -> ((BroadcastRejected) envelope.event()).reason())
                    // A node's usual word is judged before what came ahead of it.
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
        }
        assertThat(counted("sender-not-allowed")).isPositive();
    }

    @Test
    void aGenuineOneRightBehindTenThousandBadOnesIsObeyedAtOnce() throws Exception {
        say(FREE, EMPTY);
        byte[] bad = "x".repeat(131).concat("!").getBytes(StandardCharsets.US_ASCII);
        double before = counted("not-base64");
        try (var watcher = new DatagramSocket(pool.port() + 1, InetAddress.getLoopbackAddress())) {
            // The whole deadline, on a machine that does other things as well; the benchmark has the figures.
            watcher.setSoTimeout(10_000);
            for (int i = 0; i < 10_000; i++) {
                sender.send(bad);
            }
            sender.send(FREE, RENTING);

            var relayed = new DatagramPacket(new byte[1_000], 1_000);
            watcher.receive(relayed);

            assertThat(new String(relayed.getData(), 0, relayed.getLength(), StandardCharsets.US_ASCII))
                    .isEqualTo("DBCPOOL-RELAY/1 " + sender.address() + "\n"
                            + new String(BroadcastEncoder.encode(FREE, RENTING), StandardCharsets.US_ASCII));
        }
        try (var heard = new TopicReader(pool.broker().bootstrapServers(), Topic.BROADCASTS);
                var refused = new TopicReader(pool.broker().bootstrapServers(), Topic.BROADCASTS_REJECTED)) {
            heard.await(1, from(sender, FREE, RENTING));
            assertThat(refused.await(1, this::isRejectionOfThisSender)).hasSizeLessThan(20);
        }
        assertThat(counted("not-base64") - before).isEqualTo(10_000);
    }

    @Test
    void whatIsRelayedIsHeardAsItsSendersAndNotRelayedBack() throws Exception {
        say(OTHER, EMPTY);
        try (var watcher = new DatagramSocket(pool.port() + 1, InetAddress.getLoopbackAddress());
                var relay = new Sender("127.0.0.1", pool.port() + 2)) {
            String payload = new String(BroadcastEncoder.encode(OTHER, RENTING), StandardCharsets.US_ASCII);
            relay.send(("DBCPOOL-RELAY/1 192.0.2.77:4711\n" + payload).getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().atMost(PATIENCE).until(() -> lastWord(2).equals("renting"));
            sender.send(OTHER, EMPTY);

            var relayed = new DatagramPacket(new byte[1_000], 1_000);
            // The whole deadline, on a machine that does other things as well; the benchmark has the figures.
            watcher.setSoTimeout(10_000);
            watcher.receive(relayed);
            assertThat(new String(relayed.getData(), 0, relayed.getLength(), StandardCharsets.US_ASCII))
                    .startsWith("DBCPOOL-RELAY/1 " + sender.address() + "\n");
        }
        try (var heard = new TopicReader(pool.broker().bootstrapServers(), Topic.BROADCASTS)) {
            heard.await(
                    1,
                    event -> event instanceof BroadcastHeard record
                            && record.sender().equals("192.0.2.77:4711")
                            && record.status() == RENTING);
        }
    }

    @Test
    void whatIsHeardWhileKafkaIsAwayArrivesInOrderWhenItIsBack() throws Exception {
        say(FREE, EMPTY);
        pool.broker().stop();
        try {
            ready("away");
            for (int i = 0; i < 5; i++) {
                sender.send(FREE, RENTING);
                sender.send(FREE, EMPTY);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> lastWord(0).equals("empty"));
            assertThat(gauge("dbcpool_outbox_records")).isPositive();
        } finally {
            pool.broker().start();
        }
        ready("connected");

        try (var heard = new TopicReader(pool.broker().bootstrapServers(), Topic.BROADCASTS)) {
            var words = new ArrayList<Word>();
            for (int i = 0; i < 5; i++) {
                words.addAll(List.of(RENTING, EMPTY));
            }
            var found = heard.await(
                    10,
                    event -> event instanceof BroadcastHeard record
                            && record.sender().equals(sender.address()));
            assertThat(found)
                    .extracting(envelope -> ((BroadcastHeard) envelope.event()).status())
                    .containsSubsequence(words);
            assertThat(found).extracting(Envelope::id).doesNotHaveDuplicates();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> gauge("dbcpool_outbox_records") == 0);
    }

    @Test
    void aBroadcastTo255ArrivesAcrossALink() throws Exception {
        assumeTrue(Neighbour.isPossible(), "a network namespace needs root and the command ip");
        say(OTHER, EMPTY);
        try (var neighbour = Neighbour.create();
                var heard = new TopicReader(pool.broker().bootstrapServers(), Topic.BROADCASTS)) {
            sayFrom(neighbour, "255.255.255.255", RENTING);

            heard.await(1, isWordOf(neighbour, RENTING));
        }
    }

    @Test
    void aBroadcastOnEachOfSeveralLinksArrivesWhicheverAddressItIsSentTo() throws Exception {
        assumeTrue(Neighbour.isPossible(), "a network namespace needs root and the command ip");
        say(OTHER, EMPTY);
        // The links are newer than the service's socket.
        try (var one = Neighbour.create(1);
                var two = Neighbour.create(2);
                var three = Neighbour.create(3);
                var heard = new TopicReader(pool.broker().bootstrapServers(), Topic.BROADCASTS)) {
            sayFrom(one, "255.255.255.255", RENTING);
            sayFrom(two, "255.255.255.255", EMPTY);
            sayFrom(three, three.broadcastAddress(), RENTING);

            heard.await(1, isWordOf(one, RENTING));
            heard.await(1, isWordOf(two, EMPTY));
            heard.await(1, isWordOf(three, RENTING));
        }
    }

    private void sayFrom(Neighbour neighbour, String address, Word word) throws Exception {
        neighbour.execute(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                classPath(),
                Sender.class.getName(),
                address,
                String.valueOf(pool.port()),
                OTHER.hex(),
                word == RENTING ? "renting" : "empty"));
    }

    private static Predicate<PoolEvent> isWordOf(Neighbour neighbour, Word word) {
        return event -> event instanceof BroadcastHeard record
                && record.machineId().equals(OTHER)
                && record.status() == word
                && record.sender().startsWith(neighbour.address() + ":");
    }

    @Test
    void itIsAliveAndSaysWhatItCounts() {
        given().get("/q/health/live").then().statusCode(200).body("checks[0].name", equalTo("loop"));
        given().get("/q/metrics")
                .then()
                .body(containsString("dbcpool_broadcast_last_heard_timestamp_seconds{machine=\"gpu-02\"} NaN"))
                .body(containsString("dbcpool_source_silent{machine=\"gpu-02\",source=\"broadcast\"} 0.0"))
                .body(containsString("dbcpool_broadcast_socket_drops_total"))
                .body(containsString("dbcpool_outbox_oldest_age_seconds"))
                .body(containsString("dbcpool_published_records_total"))
                .body(containsString("dbcpool_kafka_connected"));
    }

    @Test
    void itHearsItsOwnTestBroadcast() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> gauge("dbcpool_broadcast_canary_last_heard_timestamp_seconds") > 0);
        assertThat(counted("test")).isPositive();
    }

    /** Has the service hear that word now, whatever was said before. */
    private void say(MachineId machine, Word word) throws Exception {
        int index = List.of(FREE, BOUND, OTHER).indexOf(machine);
        sender.send(machine, word);
        Awaitility.await().atMost(PATIENCE).until(() -> lastWord(index).equals(word == RENTING ? "renting" : "empty"));
    }

    private static String lastWord(int index) {
        String word = given().get("/machines").jsonPath().getString("[%d].lastWord".formatted(index));
        return word == null ? "" : word;
    }

    private static void ready(String kafka) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .body("checks.find { it.name == 'kafka' }.data.kafka", equalTo(kafka)));
    }

    private static double counted(String verdict) {
        return gauge("dbcpool_broadcast_datagrams_total{verdict=\"%s\"}".formatted(verdict));
    }

    private static double gauge(String series) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static Predicate<PoolEvent> from(Sender sender, MachineId machine, Word word) {
        return event -> event instanceof BroadcastHeard record
                && record.machineId().equals(machine)
                && record.status() == word
                && record.sender().equals(sender.address());
    }

    private boolean isRejectionOfThisSender(PoolEvent event) {
        return event instanceof BroadcastRejected record && record.sender().equals(sender.address());
    }

    /** Of the few classes that {@link Sender} needs. */
    private static String classPath() throws Exception {
        var entries = new ArrayList<String>();
        for (Class<?> each : List.of(Sender.class, BroadcastEncoder.class, MachineId.class)) {
            entries.add(Path.of(each.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(":", entries);
    }
}

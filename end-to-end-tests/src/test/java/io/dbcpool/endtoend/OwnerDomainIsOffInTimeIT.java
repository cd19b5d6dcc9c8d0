package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.endtoend.pool.AnotherHost;
import io.dbcpool.endtoend.pool.DbcNode;
import io.dbcpool.endtoend.pool.Deadline;
import io.dbcpool.endtoend.pool.OperatedPool;
import io.dbcpool.endtoend.pool.Parts;
import io.dbcpool.endtoend.pool.PoolCommand;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.endtoend.pool.TellOnFailure;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Topic;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.history.ReceiptProof;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.QemuDomain;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.Word;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One pool, a machine of its own for each test. The DBC node's word comes, and the owner's domain is off in time. */
@ExtendWith(TellOnFailure.class)
@Timeout(180)
class OwnerDomainIsOffInTimeIT {

    private static final int MACHINES = 16;

    @SuppressWarnings("NullAway.Init")
    private static Parts parts;

    @SuppressWarnings("NullAway.Init")
    private static OperatedPool pool;

    @SuppressWarnings("NullAway.Init")
    private static List<Seat> seats;

    @SuppressWarnings("NullAway.Init")
    private DbcNode node;

    private final ScheduledExecutorService repeats = Executors.newSingleThreadScheduledExecutor();

    @BeforeAll
    static void start() throws Exception {
        parts = Parts.start("in-time");
        seats = parts.seats(MACHINES);
        pool = parts.poolOf(seats);
    }

    @AfterAll
    static void stop() throws Exception {
        parts.close();
    }

    @BeforeEach
    void openNode() throws Exception {
        node = new DbcNode(pool.broadcastPort());
    }

    @AfterEach
    void everythingToldIsSound() throws Exception {
        repeats.shutdown();
        assertThat(repeats.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        node.close();
        parts.topics().requireSoundHistory();
    }

    @Test
    void aDatagramOfAnyProgramTurnsTheOwnersDomainOffAndTheReceiptProvesIt() throws Exception {
        Seat seat = seats.get(0);
        QemuDomain owners = parts.ownersDomain(pool, seat);
        QemuDomain notListed = parts.qemu(DomainShape.named("not-on-the-list"));
        long notListedPid = notListed.pid();

        long sent = node.say(seat.id(), "renting");

        Duration took = Deadline.requireGoneInTime(owners, sent);
        var receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());
        assertThat(ReceiptProof.findFault(receipt)).isEmpty();
        assertThat(receipt.path("publicKey").asText()).isEqualTo(publicKeyOfThisHost());
        assertThat(receipt.path("outcome").asText()).isEqualTo("on-time");
        assertThat(receipt.path("endedBy").asText()).isEqualTo("term");
        assertThat(receipt.at("/trigger/source").asText()).isEqualTo("broadcast");
        assertThat(receipt.at("/domain/uuid").asText()).isEqualTo(owners.uuid().toString());
        assertThat(receipt.path("elapsedMillis").asLong()).isBetween(5_000L, took.toMillis() + 50);
        assertThat(receipt.path("steps").findValuesAsText("name"))
                .containsSubsequence("begun", "ask", "term", "released", "domain-off");
        assertThat(parts.topics()
                        .awaitOnly(BroadcastHeard.class, seat.id())
                        .path("count")
                        .asLong())
                .isEqualTo(1);

        assertThat(notListed.pid()).isEqualTo(notListedPid);
        assertThat(notListed.state()).isEqualTo("running");
        requireReceiptCanBeAppealedWith(seat, receipt.path("vacateId").asText());
    }

    /** As the operator does it who was reported: shown, written to a file for the committee, and checked from that. */
    private static void requireReceiptCanBeAppealedWith(Seat seat, String vacateId) throws Exception {
        String config = pool.file().toString();
        Path exported = Files.createTempFile(pool.stateDir(), "appeal-", ".html");
        String key = publicKeyOfThisHost();

        var shown = PoolCommand.run(pool.stateDir(), "receipt", "show", vacateId, "-c", config);
        assertThat(shown.exitCode()).as(shown.output()).isZero();
        assertThat(shown.output()).contains(seat.id().hex()).containsSubsequence("begun", "ask", "term", "released");
        var written = PoolCommand.run(
                pool.stateDir(), "receipt", "export", vacateId, "-c", config, "-o", exported.toString());
        assertThat(written.exitCode()).as(written.output()).isZero();
        var verified = PoolCommand.run(pool.stateDir(), "receipt", "verify", exported.toString(), "--key", key);
        assertThat(verified.exitCode()).as(verified.output()).isZero();

        String page = Files.readString(exported);
        assertThat(page).contains("on-time");
        Files.writeString(exported, page.replace("on-time", "failed!"));
        var forged = PoolCommand.run(pool.stateDir(), "receipt", "verify", exported.toString(), "--key", key);
        assertThat(forged.exitCode()).as(forged.output()).isEqualTo(1);
    }

    @Test
    void aQemuThatHangsIsKilledInTime() throws Exception {
        Seat seat = seats.get(1);
        QemuDomain owners = parts.ownersDomain(pool, seat);
        owners.freeze();

        long sent = node.say(seat.id(), "renting");

        Deadline.requireGoneInTime(owners, sent);
        var receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());
        assertThat(receipt.path("endedBy").asText()).isEqualTo("kill");
        assertThat(receipt.path("outcome").asText()).isEqualTo("on-time");
        assertThat(receipt.path("elapsedMillis").asLong()).isBetween(7_000L, 8_000L);
    }

    @Test
    void aDbcNodeThatRepeatsItselfForTwentySecondsIsObeyedOnce() throws Exception {
        Seat seat = seats.get(2);
        QemuDomain owners = parts.ownersDomain(pool, seat);

        long sent = node.say(seat.id(), "renting");
        node.say(seat.id(), "renting");
        sayAgain(seat, 9);
        Deadline.requireGoneInTime(owners, sent);

        parts.topics().awaitOnly(VacateCompleted.class, seat.id());
        Awaitility.await("all eleven are told")
                .atMost(Duration.ofSeconds(40))
                .pollInSameThread()
                .untilAsserted(() -> assertThat(heard(seat)).isEqualTo(11));
        parts.topics().awaitOnly(VacateStarted.class, seat.id());
    }

    @Test
    void aGenuineDatagramBehindTenThousandBadOnesIsObeyed() throws Exception {
        Seat seat = seats.get(3);
        QemuDomain owners = parts.ownersDomain(pool, seat);

        for (int number = 0; number < 10_000; number++) {
            node.send(number % 100 == 0 ? TOO_LONG : BAD.get(number % BAD.size()));
        }
        Instant sentAt = Instant.now();
        long sent = node.say(seat.id(), "renting");
        sayAgain(seat, 1);

        Deadline.requireGoneInTime(owners, sent);
        var receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());
        assertThat(Instant.parse(receipt.path("startedAt").asText())).isBefore(sentAt.plusSeconds(1));
    }

    private static final byte[] TOO_LONG = "x".repeat(600).getBytes(StandardCharsets.US_ASCII);

    /** Not base64, not JSON, not an object, nothing at all. */
    private static final List<byte[]> BAD = List.of(
            HexFormat.of().parseHex("00ff10"),
            "bm90IGpzb24=".getBytes(StandardCharsets.US_ASCII),
            "WzEsMl0=".getBytes(StandardCharsets.US_ASCII),
            new byte[] {});

    @Test
    void eightMachinesAtOnceAreAllOffInTime() throws Exception {
        List<Seat> eight = seats.subList(4, 12);
        var owners = new ArrayList<QemuDomain>();
        for (Seat seat : eight) {
            owners.add(parts.ownersDomain(pool, seat));
        }

        var sent = new ArrayList<Long>();
        for (Seat seat : eight) {
            sent.add(node.say(seat.id(), "renting"));
        }

        for (QemuDomain domain : owners) {
            Deadline.requireGoneInTime(domain, sent.get(0));
        }
        for (Seat seat : eight) {
            var receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());
            assertThat(receipt.path("outcome").asText()).as(seat.name()).isEqualTo("on-time");
        }
    }

    @Test
    void aBroadcastFromAnotherHostAcrossALinkIsObeyed() throws Exception {
        String obstacle = AnotherHost.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
        Seat seat = seats.get(14);
        QemuDomain owners = parts.ownersDomain(pool, seat);

        try (var host = AnotherHost.link()) {
            String json = "{\"node_id\":\"%s\", \"status\":\"renting\"}".formatted(seat.id());
            long before = System.nanoTime();
            Instant now = Instant.now();
            Instant sentAt = host.broadcast(
                    Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)), pool.broadcastPort());

            Deadline.requireGoneInTime(
                    owners, before + Duration.between(now, sentAt).toNanos());
            assertThat(parts.topics()
                            .awaitOnly(BroadcastHeard.class, seat.id())
                            .path("sender")
                            .asText())
                    .startsWith(host.address() + ":");
        }
        assertThat(parts.topics()
                        .awaitOnly(VacateCompleted.class, seat.id())
                        .path("outcome")
                        .asText())
                .isEqualTo("on-time");
    }

    @Test
    void aWordThatComesOnlyByKafkaIsObeyed() throws Exception {
        Seat seat = seats.get(12);
        QemuDomain owners = parts.ownersDomain(pool, seat);
        var heard = EventCodec.micros(Instant.now());
        var record = EventCodec.encode(new Envelope(
                "a-listener-elsewhere-1",
                "/dbcpool/end-to-end/broadcast-listener/elsewhere",
                heard,
                new BroadcastHeard(seat.id(), Word.RENTING, "192.0.2.11:40000", heard, 1, heard, heard)));

        long sent = System.nanoTime();
        parts.topics().write(record.topic(), seat.id().hex(), record.headers(), record.value());

        Deadline.requireGoneInTime(owners, sent);
        var receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());
        assertThat(receipt.at("/trigger/via").asText()).isEqualTo("kafka");
        assertThat(receipt.at("/trigger/source").asText()).isEqualTo("broadcast");
        assertThat(receipt.path("outcome").asText()).isEqualTo("on-time");
    }

    @Test
    void aRecordThatCannotBeReadIsPutAsideAndTheNextOneIsObeyed() throws Exception {
        Seat seat = seats.get(13);
        parts.ownersDomain(pool, seat);
        String broken = "{\"machineId\": \"%s\", \"status\": 17}".formatted(seat.id());
        var at = EventCodec.micros(Instant.now());
        var good = EventCodec.encode(new Envelope(
                "a-listener-elsewhere-2",
                "/dbcpool/end-to-end/broadcast-listener/elsewhere",
                at,
                new BroadcastHeard(seat.id(), Word.RENTING, "192.0.2.11:40000", at, 1, at, at)));

        parts.topics().write(good.topic(), seat.id().hex(), good.headers(), broken.getBytes(StandardCharsets.UTF_8));
        parts.topics().write(good.topic(), seat.id().hex(), good.headers(), good.value());

        var receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());
        assertThat(receipt.path("outcome").asText()).isEqualTo("on-time");
        Awaitility.await("the dead letter")
                .pollInSameThread()
                .untilAsserted(() -> assertThat(parts.topics().readDeadLetters(Topic.BROADCASTS))
                        .anySatisfy(letter -> assertThat(letter).contains("17")));
    }

    @Test
    void aDrillStopsTheOwnersDomainMeasuresItAndStartsItAgain() throws Exception {
        Seat seat = seats.get(15);
        QemuDomain owners = parts.ownersDomain(
                pool, seat, DomainShape.named(seat.ownDomain()).withPersistence());
        long pid = owners.pid();
        assertThat(drill(seat, 1).path("missing").toString()).contains("believed free");
        assertThat(owners.pid()).isEqualTo(pid);
        chainSaysFree(seat);

        var measured = drill(seat, 0);

        assertThat(measured.path("fits").asBoolean()).isTrue();
        assertThat(measured.path("domains")).hasSize(1);
        var result = measured.at("/domains/0");
        assertThat(result.at("/domain/uuid").asText()).isEqualTo(owners.uuid().toString());
        assertThat(result.path("endedBy").asText()).isEqualTo("term");
        assertThat(result.path("elapsedMillis").asLong()).isBetween(5_000L, 7_000L);
        assertThat(parts.topics()
                        .awaitOnly(DrillCompleted.class, seat.id())
                        .path("drillId")
                        .asText())
                .isEqualTo(measured.path("drillId").asText());
        assertThat(parts.topics().list(VacateStarted.class, seat.id())).isEmpty();
        Awaitility.await("it runs again")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> owners.state().equals("running") && owners.pid() != pid);
    }

    private static JsonNode drill(Seat seat, int exitCode) throws Exception {
        var drilled = PoolCommand.run(
                pool.stateDir(), "drill", seat.name(), "-c", pool.file().toString(), "--yes", "--json");
        assertThat(drilled.exitCode()).as(drilled.output()).isEqualTo(exitCode);
        return drilled.json();
    }

    /** As a chain-bridge elsewhere tells it once, and the watcher believes it when the hold-down is over. */
    private static void chainSaysFree(Seat seat) throws Exception {
        var at = EventCodec.micros(Instant.now());
        var record = EventCodec.encode(new Envelope(
                "a-bridge-elsewhere-1",
                "/dbcpool/end-to-end/chain-bridge/elsewhere",
                at,
                new ChainRental(
                        seat.id(),
                        ChainRental.Kind.ENDED,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        new BlockNumber(9_890_943),
                        "0x" + "1f".repeat(32),
                        at,
                        ChainRental.Finality.FINALIZED_BLOCK,
                        at,
                        false)));
        parts.topics().write(record.topic(), seat.id().hex(), record.headers(), record.value());
        Awaitility.await("the watcher believes it")
                .atMost(Duration.ofSeconds(30))
                .until(() -> pool.machine(seat).at("/belief/state").asText().equals("free"));
    }

    /** As the DBC node does while a domain runs that is not its own: every 2 s (node_request_service.cpp). */
    private void sayAgain(Seat seat, int times) {
        for (int round = 1; round <= times; round++) {
            var unused = repeats.schedule(() -> node.say(seat.id(), "renting"), 2L * round, TimeUnit.SECONDS);
        }
    }

    private static long heard(Seat seat) {
        return parts.topics().list(BroadcastHeard.class, seat.id()).stream()
                .mapToLong(told -> told.json().path("count").asLong())
                .sum();
    }

    private static String publicKeyOfThisHost() throws Exception {
        byte[] encoded = Base64.getDecoder()
                .decode(Files.readString(pool.stateDir().resolve("rental-watcher/receipt-key.pub"))
                        .strip());
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }
}

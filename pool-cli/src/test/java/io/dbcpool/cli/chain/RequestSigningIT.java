package io.dbcpool.cli.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.request.SignedOrder;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.events.BondingRequest;
import io.dbcpool.events.Topic;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real broker, with a key as openssl writes it. */
class RequestSigningIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final RequestSigning.Asked BOND = new RequestSigning.Asked(
            "bond", Optional.of(MACHINE), List.of(), DbcAmount.ofDbc("12.5"), Duration.ofMinutes(5));

    @TempDir
    private Path folder = Path.of("");

    private KeyPair operator;
    private Path file = Path.of("");

    @BeforeEach
    void writeKey() throws Exception {
        operator = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        file = Files.createFile(
                folder.resolve("operator.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getEncoder()
                                .encodeToString(operator.getPrivate().getEncoded())));
    }

    @Test
    void whatIsAskedIsInTheTopicSignedByTheOperator() throws Exception {
        List<BondingRequest> found = new CopyOnWriteArrayList<>();
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"));
                var letters = KafkaPublisher.start(
                        KafkaSettings.of(broker.bootstrapServers(), "test"),
                        folder.resolve("outbox"),
                        "/dbcpool/p/test/host");
                var follower = TopicFollower.start(
                        KafkaSettings.of(broker.bootstrapServers(), "test"),
                        Set.of(Topic.BONDING_REQUESTS),
                        From.theEnd(),
                        record -> found.add((BondingRequest) record.envelope().event()),
                        letters)) {
            await().atMost(LIMIT).until(follower::isFollowing);

            UUID id =
                    RequestSigning.publish(pool(broker.bootstrapServers()), BOND, RequestSigning.read(file), Map.of());

            await().atMost(LIMIT).until(() -> !found.isEmpty());
            BondingRequest request = found.get(0);
            var read = SignedOrder.read(request.order(), request.signature(), operator.getPublic(), "p", Instant.now());
            assertThat(request.machineId()).contains(MACHINE);
            assertThat(read).isInstanceOfSatisfying(SignedOrder.Genuine.class, genuine -> {
                assertThat(genuine.order().requestId()).isEqualTo(id);
                assertThat(genuine.order().verb()).isEqualTo("bond");
                assertThat(genuine.order().machine()).isEqualTo(MACHINE.hex());
                assertThat(genuine.order().mostReserved()).isEqualTo(DbcAmount.ofDbc("12.5"));
                assertThat(genuine.order().expiresAt())
                        .isBetween(Instant.now().plusSeconds(200), Instant.now().plusSeconds(300));
            });
        }
    }

    @Test
    void whatKafkaHasNotTakenWasNotAsked() {
        assertThatThrownBy(() -> RequestSigning.publish(pool("127.0.0.1:1"), BOND, RequestSigning.read(file), Map.of()))
                .isInstanceOf(CannotReachException.class)
                .hasMessage("wanted Kafka at 127.0.0.1:1, and it took nothing within 10 s; nothing was asked");
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> RequestSigning.read(file))
                .isInstanceOf(KeyException.class)
                .hasMessageStartingWith("operator's key: wanted a file that only its owner may read")
                .hasMessageEndingWith("chmod 600 " + file);
    }

    @Test
    void whatIsNoKeyIsRefusedWithTheCommandThatMakesOne() throws Exception {
        Files.writeString(file, "no key");

        assertThatThrownBy(() -> RequestSigning.read(file))
                .isInstanceOf(KeyException.class)
                .hasMessage(
                        "%s is no Ed25519 key; next: openssl genpkey -algorithm ed25519 -out %s".formatted(file, file));
    }

    private PoolConfig pool(String bootstrapServers) throws Exception {
        return PoolFile.parse(
                "pool: {name: p, kafka: {bootstrap-servers: \"%s\"}, machines: [{id: %s, name: gpu-01}]}"
                        .formatted(bootstrapServers, MACHINE),
                folder.resolve("pool.yaml"));
    }
}

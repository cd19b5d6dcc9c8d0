package io.dbcpool.bridge.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.request.SignedOrder;
import io.dbcpool.bonding.request.UsedRequests;
import io.dbcpool.bridge.owner.OwnerDesk;
import io.dbcpool.bridge.owner.Owners;
import io.dbcpool.bridge.owner.WishBook;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.devchain.OwnersFolder;
import io.dbcpool.events.BondingRequest;
import io.dbcpool.events.Envelope;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a real broker, onto a chain that really carries out what is signed. */
class RequestDeskIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final MachineId MACHINE = new MachineId("8e".repeat(32));

    @TempDir
    private Path folder = Path.of("");

    private final KeyPair operator = keyPair();
    private final DevelopmentChain chain =
            DevelopmentChain.start(ChainSettings.onCommand().withPace(Duration.ofMillis(100)));
    private EmbeddedBroker broker;
    private KafkaPublisher publisher;
    private ChainClient client;
    private PoolConfig config;
    private Owners owners;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        publisher = KafkaPublisher.start(settings(), folder.resolve("outbox"), "/dbcpool/p/test/host");
        chain.bringOnline(MACHINE);
        client = ChainClient.connect(chain.endpoint().toString());
        var files = OwnersFolder.write(folder, chain, broker.bootstrapServers(), MACHINE);
        config = PoolFile.read(files.poolFile());
        var desk = new OwnerDesk(
                client,
                new WishBook(config.bonding().wishes()),
                config.stateDir(),
                message -> {
                    throw new KeyException("no machine is to be bonded here");
                },
                "test/host");
        owners = new Owners(config, Optional.of(desk), Optional.empty());
    }

    @AfterEach
    void stop() {
        owners.close();
        client.close();
        chain.close();
        publisher.close();
        broker.close();
    }

    @Test
    void whatTheOperatorHasSignedIsDoneOnceAndAllElseGoesToTheDeadLettersWithTheReason() throws Exception {
        var genuine = order("offline", "0", 600);
        String text = genuine.text();
        String signature = sign(text, operator);
        var tooDear = order("change-hardware", "1", 600).text();
        publish(tooDear, sign(tooDear, operator));
        var notNow = order("online", "1000", 600).text();
        publish(notNow, sign(notNow, operator));
        // Written before the bridge runs, and again: by whoever can write to the topic.
        publish(text, signature);
        publish(text, signature);
        publish(text.replace("gpu-01", "gpu-02"), signature);
        publish(text, sign(text, keyPair()));
        var expired = order("offline", "0", -1).text();
        publish(expired, sign(expired, operator));
        await().atMost(LIMIT).until(() -> publisher.state().outboxRecords() == 0);

        var desk = desk();
        try (TopicFollower follower = desk.follow(settings())) {
            await().atMost(LIMIT).until(follower::isFollowing);
            await().atMost(LIMIT).until(() -> desk.counts().equals(new RequestCounts(1, 6)));
            await().atMost(LIMIT).until(() -> status().contains("StakerReportOffline"));
        }
        assertThat(letters(6))
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith("it reserves ")
                        .endsWith(" DBC of the stash, and at most 1 DBC were signed for"))
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith("not now: it wants a machine that is offline, and this one is online"))
                .contains(
                        "request %s was honoured or refused before".formatted(genuine.requestId()),
                        "wanted the signature of pool.bonding.operator-key, found another",
                        "it expired at %s".formatted(expiryOf(expired)));

        // The next bridge reads the same records again, and does nothing.
        var next = desk();
        try (TopicFollower follower = next.follow(settings())) {
            await().atMost(LIMIT).until(follower::isFollowing);
            await().atMost(LIMIT).until(() -> next.counts().equals(new RequestCounts(0, 7)));
        }
    }

    private RequestDesk desk() {
        return new RequestDesk(
                "p",
                operator.getPublic(),
                new UsedRequests(folder.resolve("used.json")),
                owners,
                publisher,
                Clock.systemUTC());
    }

    private static SignedOrder order(String verb, String most, long seconds) {
        return new SignedOrder(
                "p",
                UUID.randomUUID(),
                verb,
                "gpu-01",
                List.of(),
                DbcAmount.ofDbc(most),
                Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS));
    }

    private static String expiryOf(String text) {
        return text.replaceFirst(".*\"expiresAt\":\"([^\"]+)\".*", "$1");
    }

    private void publish(String text, String signature) {
        publisher.publish(new Envelope(
                UUID.randomUUID().toString(),
                "/dbcpool/p/test/host",
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                new BondingRequest(Optional.of(MACHINE), text, signature)));
    }

    private String status() {
        return chain.find(
                        "OnlineProfile", "MachinesInfo", Value.of(MACHINE.hex().getBytes(StandardCharsets.US_ASCII)))
                .map(machine -> machine.field("machine_status").toString())
                .orElse("");
    }

    /** The reasons, by the records' offsets. */
    private List<String> letters(int count) {
        var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        var found = new TreeMap<String, String>();
        try (var reader = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition("dbc.bonding.requests.dlq", 0);
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            await().atMost(LIMIT).until(() -> {
                for (ConsumerRecord<byte[], byte[]> letter : reader.poll(Duration.ofMillis(200))) {
                    found.put(header(letter, "dlq_offset"), header(letter, "dlq_reason"));
                }
                return found.size() >= count;
            });
        }
        return List.copyOf(found.values());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private KafkaSettings settings() {
        return KafkaSettings.of(broker.bootstrapServers(), "test");
    }

    private static String sign(String text, KeyPair key) throws Exception {
        return SignedOrder.sign(text, key.getPrivate());
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

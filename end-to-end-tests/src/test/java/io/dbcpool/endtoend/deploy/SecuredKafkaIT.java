package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.events.Decoded;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * TLS, passwords and rights as {@code docs/production.md} has them, on a real broker. Writers first: they make the
 * topics.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
class SecuredKafkaIT {

    private static final Path GOLDEN = Repository.root().resolve("libraries/events/src/test/resources/golden");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SecuredKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = SecuredKafka.start(folder);
    }

    @AfterAll
    static void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }

    static Set<String> services() {
        return Right.principals();
    }

    @ParameterizedTest
    @MethodSource("services")
    @Order(1)
    void eachServiceTellsWhatIsItsToTell(String service) throws IOException {
        var topics = Right.topics(service, "write").stream()
                .filter(topic -> !topic.endsWith(".dlq"))
                .toList();
        try (var publisher = KafkaPublisher.start(
                settings(service), folder.resolve(service), "/dbcpool/p/%s/h".formatted(service))) {
            topics.forEach(topic -> publisher.publish(golden(topic)));

            Awaitility.await("Kafka has all of it")
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            publisher.state().connected() && publisher.state().outboxRecords() == 0);
            assertThat(publisher.state().publishedRecords()).isEqualTo(topics.size());
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    @Order(2)
    void eachServiceHearsWhatItLivesOn(String service) throws IOException {
        Set<Topic> topics = Right.topics(service, "read").stream()
                .map(topic -> Topic.find(topic).orElseThrow())
                .collect(Collectors.toSet());
        if (topics.isEmpty()) {
            return;
        }
        var heard = ConcurrentHashMap.<String>newKeySet();
        try (var follower = TopicFollower.start(
                settings(service),
                topics,
                From.before(Duration.ofDays(3_650)),
                record -> heard.add(record.envelope().event().topic().topicName()),
                (record, reason) -> {})) {
            Awaitility.await("it follows " + topics)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> follower.isFollowing()
                            && heard.equals(
                                    topics.stream().map(Topic::topicName).collect(Collectors.toSet())));
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    @Order(3)
    void noServiceSpeaksOnAnothersTopicOrHearsWhatIsNotItsToHear(String service) throws IOException {
        Set<String> foreign = topics();
        foreign.removeAll(Right.topics(service, "write"));
        try (var producer =
                new KafkaProducer<>(asksForEachRecord(service), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String topic : foreign) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[] {1}))
                                .get())
                        .as("%s writes to %s", service, topic)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
        Set<String> unheard = topics();
        unheard.removeAll(Right.topics(service, "read"));
        try (var consumer =
                new KafkaConsumer<>(client(service), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : unheard) {
                var partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                consumer.seek(partition, 0);
                assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
                        .as("%s reads %s", service, topic)
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    @Order(4)
    void whoeverHasAnotherPasswordIsNobody() throws IOException {
        var settings = KafkaSettings.read(
                kafka.bootstrapServers(),
                "rental-watcher",
                Map.of(
                        KafkaSettings.PROPERTIES_FILE,
                        kafka.properties("rental-watcher", "a guess").toString()));
        var client = new HashMap<String, Object>(settings.extra());
        client.put("bootstrap.servers", settings.bootstrapServers());
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("dbc.vacates", new byte[] {1}))
                            .get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    /** Each topic has one writer, and each has somebody who may. */
    @Test
    @Order(5)
    void everyTopicHasAWriter() {
        assertThat(Stream.of(Topic.values()).map(Topic::topicName))
                .allMatch(topic -> Right.all().stream()
                        .anyMatch(right ->
                                right.right().equals("write") && right.topic().equals(topic)));
    }

    /** The script asks Kafka's tool for what this test has asked Kafka for. */
    @Test
    @Order(6)
    void theScriptGivesTheSameRights() throws Exception {
        var asked = Command.run("deploy/kafka/acls", "echo")
                .succeeds()
                .output()
                .lines()
                .toList();

        assertThat(asked).hasSameSizeAs(Right.all());
        for (Right right : Right.all()) {
            assertThat(asked)
                    .contains("--add --force --allow-principal User:%s %s --topic %s"
                            .formatted(
                                    right.principal(),
                                    right.right().equals("write")
                                            ? "--operation Write --operation Describe --operation Create"
                                            : "--operation Read --operation Describe",
                                    right.topic()));
        }
    }

    private static Set<String> topics() {
        return Stream.of(Topic.values()).map(Topic::topicName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static KafkaSettings settings(String service) throws IOException {
        Path file = kafka.properties(service, SecuredKafka.password(service));
        return KafkaSettings.read(
                kafka.bootstrapServers(), service, Map.of(KafkaSettings.PROPERTIES_FILE, file.toString()));
    }

    private static Map<String, Object> client(String service) throws IOException {
        var client = new HashMap<String, Object>(settings(service).extra());
        client.put("bootstrap.servers", kafka.bootstrapServers());
        client.put("allow.auto.create.topics", "false");
        return client;
    }

    /**
     * An idempotent producer asks for a number first. Whoever may write nowhere is refused that, and a record that is
     * sent just then is refused for that reason and not for its topic.
     */
    private static Map<String, Object> asksForEachRecord(String service) throws IOException {
        var client = client(service);
        client.put("enable.idempotence", "false");
        return client;
    }

    /** Some record of that topic, as its golden file has it. */
    private static Envelope golden(String topic) {
        Path file = Repository.list(GOLDEN.resolve(topic), ".json").get(0);
        var headers = new HashMap<String, String>();
        Repository.read(Path.of(file.toString().replace(".json", ".headers")))
                .lines()
                .forEach(line -> {
                    int colon = line.indexOf(": ");
                    headers.put(line.substring(0, colon), line.substring(colon + 2));
                });
        var decoded =
                EventCodec.decode(topic, headers, Repository.read(file).strip().getBytes(StandardCharsets.UTF_8));
        return ((Decoded.Read) decoded).envelope();
    }
}

package io.dbcpool.endtoend.pool;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.Decoded;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.Topic;
import io.dbcpool.history.HistoryChecker;
import io.dbcpool.history.Told;
import io.dbcpool.values.MachineId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** The pool's topics, read and written with Kafka's own clients, as anybody could. */
public final class Topics {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;

    public Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** All that these topics hold now, each partition from its beginning. */
    private List<ConsumerRecord<String, byte[]>> readAll(List<String> topics) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var known = consumer.listTopics().keySet();
            var partitions = topics.stream()
                    .filter(known::contains)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** All that was told in any topic of the pool and can be read. */
    public List<Told> readAll() {
        return readAll(Arrays.stream(Topic.values()).map(Topic::topicName).toList()).stream()
                .flatMap(Topics::told)
                .toList();
    }

    /** What is in a topic's dead letters, as text. */
    public List<String> readDeadLetters(Topic topic) {
        return readAll(List.of(topic.deadLetterName())).stream()
                .map(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The only one of this kind about this machine, once it is there, as it was sent. */
    public JsonNode awaitOnly(Class<? extends PoolEvent> kind, MachineId machine) {
        var found = new ArrayList<Told>();
        Awaitility.await(kind.getSimpleName() + " of " + machine)
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    found.clear();
                    found.addAll(list(kind, machine));
                    return !found.isEmpty();
                });
        var ids = found.stream().map(told -> told.envelope().id()).distinct().toList();
        if (ids.size() != 1) {
            throw new AssertionError("wanted one %s of %s, found %s".formatted(kind.getSimpleName(), machine, ids));
        }
        return found.get(0).json();
    }

    /** Those of this kind about this machine, in the order of the topic. */
    public List<Told> list(Class<? extends PoolEvent> kind, MachineId machine) {
        return readAll().stream()
                .filter(told -> kind.isInstance(told.envelope().event()))
                .filter(told -> told.envelope()
                        .event()
                        .machine()
                        .filter(machine::equals)
                        .isPresent())
                .toList();
    }

    /** What in all topics breaks the pool's invariants, once what was begun has been told to its end. */
    public void requireSoundHistory() {
        requireSoundHistory(List.of());
    }

    /** @param besides what a service would have told that is not there */
    public void requireSoundHistory(List<Told> besides) {
        Awaitility.await("a history without violations")
                .atMost(Duration.ofSeconds(15))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    var history = new ArrayList<>(readAll());
                    history.addAll(besides);
                    var violations = HistoryChecker.findViolations(history);
                    if (!violations.isEmpty()) {
                        throw new AssertionError(String.join(System.lineSeparator(), violations));
                    }
                });
    }

    /** Returns when the broker has it. */
    public void write(String topic, String key, Map<String, String> headers, byte[] value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, key, value);
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        }
    }

    private static Stream<Told> told(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return EventCodec.decode(record.topic(), headers, record.value()) instanceof Decoded.Read read
                ? EventCodec.findTree(record.value()).stream()
                        .map(json -> new Told(record.offset(), read.envelope(), json))
                : Stream.empty();
    }
}

package io.dbcpool.listener;

import io.dbcpool.events.Decoded;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic from its beginning, as any consumer would. */
final class TopicReader implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Envelope> read = new ArrayList<>();

    TopicReader(String bootstrapServers, Topic topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        Awaitility.await("topic " + topic.topicName())
                .atMost(Duration.ofSeconds(60))
                .until(() -> !consumer.partitionsFor(topic.topicName()).isEmpty());
        var partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Those that fit, once there are as many; in the order of the topic. */
    List<Envelope> await(int count, Predicate<PoolEvent> fits) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> all(fits).size() >= count);
        return all(fits);
    }

    private List<Envelope> all(Predicate<PoolEvent> fits) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(envelope(record)));
        return read.stream().filter(envelope -> fits.test(envelope.event())).toList();
    }

    private static Envelope envelope(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        if (EventCodec.decode(record.topic(), headers, record.value()) instanceof Decoded.Read found) {
            String key =
                    found.envelope().event().machine().map(Objects::toString).orElse(null);
            if (!Objects.equals(key, record.key())) {
                throw new AssertionError("wanted the key %s, found %s".formatted(key, record.key()));
            }
            return found.envelope();
        }
        throw new AssertionError("unreadable record in " + record.topic());
    }

    @Override
    public void close() {
        consumer.close();
    }
}

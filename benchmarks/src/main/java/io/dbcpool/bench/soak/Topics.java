package io.dbcpool.bench.soak;

import io.dbcpool.events.Decoded;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Topic;
import io.dbcpool.history.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that was told in the pool's topics, read as anybody could. */
final class Topics {

    private static final Duration POLL = Duration.ofMillis(100);

    private Topics() {}

    /** Each partition from its beginning to its present end; what cannot be read is left out. */
    static List<Told> readAll(String bootstrapServers) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var known = consumer.listTopics().keySet();
            var partitions = Arrays.stream(Topic.values())
                    .map(Topic::topicName)
                    .filter(known::contains)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var told = new ArrayList<Told>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(POLL).forEach(record -> read(record).ifPresent(told::add));
            }
            return told;
        }
    }

    private static Optional<Told> read(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return EventCodec.decode(record.topic(), headers, record.value()) instanceof Decoded.Read read
                ? EventCodec.findTree(record.value()).map(json -> new Told(record.offset(), read.envelope(), json))
                : Optional.empty();
    }
}

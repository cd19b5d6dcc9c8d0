package io.dbcpool.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.events.Topic;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicFollowerIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private EmbeddedBroker broker;
    private KafkaPublisher publisher;

    @BeforeEach
    void startKafka() {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        publisher = KafkaPublisher.start(settings(), folder.resolve("state"), Samples.SOURCE);
    }

    @AfterEach
    void stopKafka() {
        publisher.close();
        broker.close();
    }

    @Test
    void aRecordThatCannotBeReadGoesToTheDeadLettersAsItCameAndTheNextOneIsRead() throws Exception {
        var heard = new CopyOnWriteArrayList<Followed>();
        try (var follower =
                TopicFollower.start(settings(), Set.of(Topic.BROADCASTS), From.theEnd(), heard::add, publisher)) {
            await().atMost(LIMIT).until(follower::isFollowing);
            long offset = send("dbc.broadcasts", "no machine", "{\"half\":");
            publisher.publish(Samples.heard(1));

            await().atMost(LIMIT).until(() -> heard.size() == 1);
            var letter = readFirst("dbc.broadcasts.dlq");
            assertThat(letter.key()).isEqualTo("no machine");
            assertThat(letter.value()).isEqualTo("{\"half\":");
            assertThat(header(letter, "from")).isEqualTo("somebody");
            assertThat(header(letter, "dlq_reason")).isEqualTo("wanted the header ce_id, found only [from]");
            assertThat(header(letter, "dlq_partition")).isEqualTo("0");
            assertThat(header(letter, "dlq_offset")).isEqualTo(String.valueOf(offset));
            assertThat(publisher.state().deadLetters()).isEqualTo(Map.of("dbc.broadcasts", 1L));
        }
    }

    @Test
    void tellsWhatWasThereAlreadyFromWhatIsNew() {
        publisher.publish(Samples.heard(1));
        await().atMost(LIMIT).until(() -> publisher.state().publishedRecords() == 1);
        try (var reader = new FollowedRecords(broker.bootstrapServers(), From.before(LIMIT), Topic.BROADCASTS);
                var end = new FollowedRecords(broker.bootstrapServers(), From.theEnd(), Topic.BROADCASTS)) {
            await().atMost(LIMIT).until(() -> reader.all().size() == 1 && end.isFollowing());
            publisher.publish(Samples.heard(2));

            await().atMost(LIMIT)
                    .until(() -> reader.all().size() == 2 && end.all().size() == 1);
            assertThat(reader.all()).extracting(Followed::fromLookback).containsExactly(true, false);
            assertThat(reader.envelopes()).containsExactly(Samples.heard(1), Samples.heard(2));
            assertThat(end.envelopes()).containsExactly(Samples.heard(2));
            assertThat(end.all()).extracting(Followed::fromLookback).containsExactly(false);
        }
    }

    @Test
    void aListenerThatThrowsIsToldOfTheNextRecord() {
        var seen = new CopyOnWriteArrayList<Integer>();
        RecordListener listener = record -> {
            seen.add(Samples.number(record.envelope()));
            throw new IllegalStateException("the listener's own fault");
        };
        try (var follower =
                TopicFollower.start(settings(), Set.of(Topic.BROADCASTS), From.before(LIMIT), listener, publisher)) {
            publisher.publish(Samples.heard(1));
            publisher.publish(Samples.heard(2));

            await().atMost(LIMIT).until(() -> seen.size() == 2);
            assertThat(seen).containsExactly(1, 2);
            assertThat(publisher.state().deadLetters()).isEmpty();
            assertThat(follower.isFollowing()).isTrue();
        }
    }

    @Test
    void goesOnWhereItWasAfterTheBrokerWasAway() {
        try (var reader = new FollowedRecords(broker.bootstrapServers(), From.theEnd(), Topic.BROADCASTS)) {
            await().atMost(LIMIT).until(reader::isFollowing);
            publisher.publish(Samples.heard(1));
            await().atMost(LIMIT).until(() -> reader.all().size() == 1);
            broker.stop();
            publisher.publish(Samples.heard(2));
            broker.start();

            await().atMost(LIMIT).until(() -> reader.all().size() == 2);
            assertThat(reader.envelopes()).containsExactly(Samples.heard(1), Samples.heard(2));
        }
    }

    @Test
    void isClosedWithinTwoSecondsWhileKafkaIsAway() {
        broker.stop();
        var reader = new FollowedRecords(broker.bootstrapServers(), From.theEnd(), Topic.BROADCASTS);
        long closedAt = System.nanoTime();
        reader.close();

        assertThat(Duration.ofNanos(System.nanoTime() - closedAt)).isLessThan(Duration.ofSeconds(2));
    }

    private KafkaSettings settings() {
        return KafkaSettings.of(broker.bootstrapServers(), "test");
    }

    private long send(String topic, String key, String value) throws Exception {
        var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, 0, bytes(key), bytes(value));
            record.headers().add("from", bytes("somebody"));
            return producer.send(record).get().offset();
        }
    }

    private ConsumerRecord<String, String> readFirst(String topic) {
        var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            return await().atMost(LIMIT)
                    .until(() -> consumer.poll(Duration.ofMillis(100)).records(partition), found -> !found.isEmpty())
                    .get(0);
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

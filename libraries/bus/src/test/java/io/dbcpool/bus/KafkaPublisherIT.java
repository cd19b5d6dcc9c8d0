package io.dbcpool.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.bus.outbox.OutboxLimits;
import io.dbcpool.events.Topic;
import io.dbcpool.parts.kafka.BrokerProcess;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPublisherIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void everythingArrivesOnceAndInOrderWhenTheBrokerIsKilledInTheMiddle() throws Exception {
        try (var broker = BrokerProcess.start(folder.resolve("kafka"));
                var publisher = start(broker.bootstrapServers());
                var reader = new FollowedRecords(broker.bootstrapServers(), From.theEnd(), Topic.BROADCASTS)) {
            await().atMost(LIMIT).until(() -> publisher.state().connected() && reader.isFollowing());
            for (int n = 1; n <= 3_000; n++) {
                publisher.publish(Samples.heard(n));
                if (n == 1_000) {
                    broker.kill();
                }
            }
            await().atMost(LIMIT).until(() -> !publisher.state().connected());
            assertThat(publisher.state().outboxRecords()).isGreaterThan(1_000);

            broker.restart();

            await().atMost(LIMIT).until(() -> publisher.state().outboxRecords() == 0);
            await().atMost(LIMIT).until(() -> reader.numbersWithoutRepeats().size() == 3_000);
            assertThat(reader.numbersWithoutRepeats()).isEqualTo(numbers(1, 3_000));
            assertThat(publisher.state().droppedRecords()).isZero();
        }
    }

    @Test
    void whatAnEarlierProcessCouldNotSendIsSentByTheNext() throws Exception {
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.stop();
            try (var first = start(broker.bootstrapServers())) {
                IntStream.rangeClosed(1, 100).mapToObj(Samples::heard).forEach(first::publish);
            }
            broker.start();
            try (var second = start(broker.bootstrapServers());
                    var reader = new FollowedRecords(broker.bootstrapServers(), From.before(LIMIT), Topic.BROADCASTS)) {
                second.publish(Samples.heard(101));

                await().atMost(LIMIT).until(() -> reader.numbersWithoutRepeats().size() == 101);
                assertThat(reader.numbersWithoutRepeats()).isEqualTo(numbers(1, 101));
            }
        }
    }

    @Test
    void whatGoesFromAFullOutboxIsTheOldestRepeatAndNeverAChangeOfWord() throws Exception {
        var limits = new OutboxLimits(50, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.stop();
            long dropped;
            try (var publisher = KafkaPublisher.start(
                    KafkaSettings.of(broker.bootstrapServers(), "test"),
                    folder.resolve("state"),
                    Samples.SOURCE,
                    InstantSource.system(),
                    limits)) {
                // The first is a change of word, the others are repeats of it.
                IntStream.rangeClosed(1, 200).mapToObj(Samples::heard).forEach(publisher::publish);
                dropped = publisher.state().droppedRecords();
                // What its writer has in hand is counted roughly.
                assertThat(dropped).isBetween(50L, 199L);

                broker.start();

                await().atMost(LIMIT).until(() -> publisher.state().outboxRecords() == 0);
            }
            try (var reader = new FollowedRecords(broker.bootstrapServers(), From.before(LIMIT), Topic.BROADCASTS)) {
                int kept = (int) (200 - dropped);
                await().atMost(LIMIT).until(() -> reader.numbersWithoutRepeats().size() >= kept);
                var found = reader.numbersWithoutRepeats();
                assertThat(found.get(0)).isEqualTo(1);
                assertThat(found.subList(1, found.size())).isEqualTo(numbers(202 - found.size(), 200));
            }
        }
    }

    @Test
    void aBrokerThatLostItsDataGetsItsTopicsAgainAndWhatIsToldThen() throws Exception {
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"));
                var publisher = start(broker.bootstrapServers())) {
            publisher.publish(Samples.heard(1));
            await().atMost(LIMIT).until(() -> publisher.state().publishedRecords() == 1);
            broker.stop();
            delete(folder.resolve("kafka"));
            publisher.publish(Samples.heard(2));

            broker.start();

            await().atMost(LIMIT).until(() -> publisher.state().outboxRecords() == 0);
            try (var reader = new FollowedRecords(broker.bootstrapServers(), From.before(LIMIT), Topic.BROADCASTS)) {
                await().atMost(LIMIT).until(() -> !reader.all().isEmpty());
                assertThat(reader.numbersWithoutRepeats()).isEqualTo(List.of(2));
            }
        }
    }

    @Test
    void makesEveryTopicWithItsDeadLettersAndItsRetention() throws Exception {
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"));
                var publisher = start(broker.bootstrapServers());
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            await().atMost(LIMIT).until(() -> publisher.state().connected());

            var names = admin.listTopics().names().get();
            for (Topic topic : Topic.values()) {
                assertThat(names).contains(topic.topicName(), topic.deadLetterName());
            }
            assertThat(setting(admin, "dbc.vacates", "retention.ms")).isEqualTo("31536000000");
            assertThat(setting(admin, "dbc.node.readiness", "cleanup.policy")).isEqualTo("compact");
            assertThat(setting(admin, "dbc.alerts.dlq", "retention.ms")).isEqualTo("2592000000");
        }
    }

    private KafkaPublisher start(String bootstrapServers) {
        return KafkaPublisher.start(
                KafkaSettings.of(bootstrapServers, "test"), folder.resolve("state"), Samples.SOURCE);
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var config = admin.describeConfigs(List.of(resource)).all().get();
        return config.values().iterator().next().get(name).value();
    }

    private static void delete(Path tree) throws Exception {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}

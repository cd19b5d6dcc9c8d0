package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Envelope;
import io.dbcpool.parts.kafka.BrokerCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The profile {@code ha}: three brokers with the settings of {@code docker-compose.yml}; only the ports are others. */
@Timeout(120)
class ThreeBrokersIT {

    private static final int BROKERS = 3;

    @Test
    void aRecordIsOnThreeDisksAndOneBrokerThatGoesIsNotMissed(@TempDir Path folder) throws Exception {
        try (var cluster = BrokerCluster.start(folder, BROKERS, ThreeBrokersIT::settings);
                var publisher = KafkaPublisher.start(
                        KafkaSettings.of(cluster.bootstrapServers(), "rental-watcher"),
                        folder.resolve("outbox"),
                        "/dbcpool/p/s/h");
                var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            publish(publisher, "first");
            assertThat(admin.describeTopics(List.of("dbc.alerts"))
                            .allTopicNames()
                            .get()
                            .values())
                    .flatExtracting(TopicDescription::partitions)
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(BROKERS));

            cluster.stop(1);

            publish(publisher, "second");
        }
    }

    /** Returns when Kafka has acknowledged it, which takes two of its disks. */
    private static void publish(KafkaPublisher publisher, String summary) {
        long before = publisher.state().publishedRecords();
        publisher.publish(new Envelope(
                UUID.randomUUID().toString(),
                "/dbcpool/p/s/h",
                Instant.now(),
                new Alert(
                        "VacateLate",
                        Alert.Severity.PAGE,
                        Alert.State.RAISED,
                        Optional.empty(),
                        summary,
                        "docs/runbooks/VacateLate.md",
                        Instant.now())));
        Awaitility.await(summary + " is acknowledged")
                .atMost(Duration.ofSeconds(40))
                .until(() -> publisher.state().publishedRecords() == before + 1);
    }

    private static Map<String, String> settings(BrokerCluster.Node node) {
        var settings = new HashMap<>(ComposedKafka.settings("docker-compose.yml", "kafka-ha"));
        // A container's own folder.
        settings.remove("log.dirs");
        settings.replaceAll((name, value) -> value.replace(
                        "${KAFKA_ADVERTISED_HOST:-127.0.0.1}:9192",
                        node.clients().toString())
                .replace(
                        "${KAFKA_ADVERTISED_HOST:-127.0.0.1}:9091",
                        node.controllers().toString())
                .replace("${KAFKA_NODE_ID:-1}", String.valueOf(node.id()))
                .replaceFirst("^\\$\\{KAFKA_VOTERS.*", node.voters()));
        return settings;
    }
}

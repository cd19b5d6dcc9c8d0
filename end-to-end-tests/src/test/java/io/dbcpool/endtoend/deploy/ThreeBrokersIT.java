package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.endtoend.pool.FreePorts;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Envelope;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.parts.kafka.HostAndPort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private static final String CLUSTER = "4L6g3nShT-eMCtK--X86sw";

    @Test
    void aRecordIsOnThreeDisksAndOneBrokerThatGoesIsNotMissed(@TempDir Path folder) throws Exception {
        var pool = addresses();
        var controllers = addresses();
        String voters = IntStream.range(0, BROKERS)
                .mapToObj(i -> "%d@%s".formatted(i + 1, controllers.get(i)))
                .collect(Collectors.joining(","));
        String bootstrap = pool.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
        var brokers = new ArrayList<EmbeddedBroker>();
        // Each waits for a quorum: so all at once.
        var threads = Executors.newFixedThreadPool(BROKERS);
        try {
            var starts = IntStream.range(0, BROKERS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> EmbeddedBroker.start(
                                    folder.resolve("kafka-" + i),
                                    pool.get(i),
                                    settings(i + 1, pool.get(i), controllers.get(i), voters)),
                            threads))
                    .toList();
            starts.forEach(start -> brokers.add(start.join()));
            try (var publisher = KafkaPublisher.start(
                            KafkaSettings.of(bootstrap, "rental-watcher"), folder.resolve("outbox"), "/dbcpool/p/s/h");
                    var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
                publish(publisher, "first");
                assertThat(admin.describeTopics(List.of("dbc.alerts"))
                                .allTopicNames()
                                .get()
                                .values())
                        .flatExtracting(TopicDescription::partitions)
                        .allSatisfy(
                                partition -> assertThat(partition.replicas()).hasSize(BROKERS));

                brokers.get(0).stop();

                publish(publisher, "second");
            }
        } finally {
            brokers.forEach(EmbeddedBroker::close);
            threads.shutdownNow();
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

    private static List<HostAndPort> addresses() throws Exception {
        var addresses = new ArrayList<HostAndPort>();
        for (int i = 0; i < BROKERS; i++) {
            addresses.add(new HostAndPort("127.0.0.1", FreePorts.ofOne()));
        }
        return addresses;
    }

    private static Map<String, String> settings(int node, HostAndPort pool, HostAndPort controller, String voters) {
        var settings = new HashMap<>(ComposedKafka.settings("docker-compose.yml", "kafka-ha"));
        // A container's own folder.
        settings.remove("log.dirs");
        settings.replaceAll((name, value) -> value.replace("${KAFKA_ADVERTISED_HOST:-127.0.0.1}:9192", pool.toString())
                .replace("${KAFKA_ADVERTISED_HOST:-127.0.0.1}:9091", controller.toString())
                .replace("${KAFKA_NODE_ID:-1}", String.valueOf(node))
                .replaceFirst("^\\$\\{KAFKA_VOTERS.*", voters));
        settings.put(EmbeddedBroker.CLUSTER_ID, CLUSTER);
        // The last that ends would wait for a quorum that it can say goodbye to.
        settings.put("controlled.shutdown.enable", "false");
        return settings;
    }
}

package io.dbcpool.parts.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    @TempDir
    Path folder;

    @Test
    void keepsItsRecordsAndItsClusterThroughARestartOnTheSamePort() throws Exception {
        try (var broker = EmbeddedBroker.start(folder)) {
            makeTopic(broker.bootstrapServers());
            send(broker.bootstrapServers(), "before");
            String cluster = cluster(broker.bootstrapServers());

            broker.stop();
            broker.start();
            send(broker.bootstrapServers(), "after");

            assertThat(read(broker.bootstrapServers(), 2)).containsExactly("before", "after");
            assertThat(cluster(broker.bootstrapServers())).isEqualTo(cluster);
        }
    }

    @Test
    void keepsWhatItAcknowledgedWhenItsProcessIsKilled() throws Exception {
        try (var broker = BrokerProcess.start(folder.resolve("kafka"))) {
            makeTopic(broker.bootstrapServers());
            send(broker.bootstrapServers(), "acknowledged");

            broker.kill();
            broker.restart();

            assertThat(read(broker.bootstrapServers(), 1)).containsExactly("acknowledged");
        }
    }

    @Test
    void showsItsNameInItsCommandLineAndEndsOnSigterm() throws Exception {
        try (var broker = BrokerProcess.start(folder.resolve("kafka"))) {
            var process = ProcessHandle.of(broker.pid()).orElseThrow();
            assertThat(process.info().commandLine())
                    .hasValueSatisfying(line -> assertThat(line).contains("kafka-broker"));

            broker.stop();

            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void saysWhichPortItCouldNotHave() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new HostAndPort("127.0.0.1", taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedBroker.start(folder, address))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("broker did not start on %s with %s: Address already in use", address, folder);
        }
    }

    private static void makeTopic(String servers) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic("greetings", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static String cluster(String servers) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void send(String servers, String value) throws Exception {
        var settings = Map.<String, Object>of("bootstrap.servers", servers, "acks", "all", "linger.ms", "0");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("greetings", value)).get();
        }
    }

    private static List<String> read(String servers, int count) {
        var settings = Map.<String, Object>of("bootstrap.servers", servers, "enable.auto.commit", "false");
        var partition = new TopicPartition("greetings", 0);
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            long giveUpAt = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() - giveUpAt < 0) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}

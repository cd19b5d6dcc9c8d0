package io.dbcpool.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {

    @TempDir
    Path folder;

    @Test
    void kafkaKnowsEverySettingAndTakesItsValue() {
        var settings = KafkaSettings.of("localhost:9092", "rental-watcher");

        assertThat(ProducerConfig.configNames()).containsAll(settings.producer().keySet());
        assertThat(ConsumerConfig.configNames()).containsAll(settings.consumer().keySet());
        assertThat(AdminClientConfig.configNames()).containsAll(settings.admin().keySet());
        var admin = new AdminClientConfig(settings.admin());
        assertThat(admin.getString("client.id")).isEqualTo("rental-watcher-admin");
    }

    @Test
    void aProducerCanBeMadeOfThem() {
        var settings = KafkaSettings.of("localhost:9092", "rental-watcher");
        try (var producer =
                new KafkaProducer<>(settings.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(producer.metrics()).isNotEmpty();
        }
        assertThat(settings.producer()).containsEntry("linger.ms", "0");
        assertThat(settings.consumer()).doesNotContainKey("group.id");
    }

    @Test
    void theOperatorsFileAddsButDoesNotOverrideWhatOrderDependsOn() throws Exception {
        var file = folder.resolve("kafka.properties");
        Files.writeString(file, "security.protocol=SASL_SSL\nacks=0\n");

        var settings = KafkaSettings.read("k:9092", "node-agent", Map.of("DBCPOOL_KAFKA_PROPERTIES", file.toString()));

        assertThat(settings.producer())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("acks", "all");
        assertThat(settings.consumer()).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var environment = Map.of("DBCPOOL_KAFKA_PROPERTIES", "/nowhere/kafka.properties");

        assertThatThrownBy(() -> KafkaSettings.read("k:9092", "node-agent", environment))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/kafka.properties")
                .hasMessageContaining("DBCPOOL_KAFKA_PROPERTIES");
    }

    @Test
    void neverShowsAValueOfTheFile() {
        var settings = new KafkaSettings("k:9092", "node-agent", Map.of("sasl.jaas.config", "a secret"));

        assertThat(settings).hasToString("KafkaSettings[node-agent of k:9092, and [sasl.jaas.config]]");
    }
}

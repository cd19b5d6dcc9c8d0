package io.dbcpool.bus;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How every Kafka client of a service is set up.
 *
 * <p>An operator adds what his brokers ask for (SASL, TLS) in a properties file that the environment variable
 * {@value #PROPERTIES_FILE} names. What order and latency depend on is ours and is not overridden by it.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param service the service's name, the start of each {@code client.id}
 * @param extra the operator's own settings; they may hold secrets and are never logged
 */
public record KafkaSettings(String bootstrapServers, String service, Map<String, String> extra) {

    public static final String PROPERTIES_FILE = "DBCPOOL_KAFKA_PROPERTIES";

    /** As many milliseconds as Kafka can count: 24 days. Records of one delivery keep their order for that long. */
    private static final int FOREVER_MILLIS = Integer.MAX_VALUE;

    public KafkaSettings {
        extra = Map.copyOf(extra);
    }

    public static KafkaSettings of(String bootstrapServers, String service) {
        return new KafkaSettings(bootstrapServers, service, Map.of());
    }

    /**
     * With the operator's own settings.
     *
     * @throws IOException if the file that the environment names cannot be read; says which
     */
    public static KafkaSettings read(String bootstrapServers, String service, Map<String, String> environment)
            throws IOException {
        var file = environment.get(PROPERTIES_FILE);
        if (file == null || file.isBlank()) {
            return of(bootstrapServers, service);
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "wanted Kafka settings in %s, which %s names, and cannot read it: %s"
                            .formatted(file, PROPERTIES_FILE, e),
                    e);
        }
        var extra = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> extra.put(name, properties.getProperty(name)));
        return new KafkaSettings(bootstrapServers, service, extra);
    }

    /** For a producer that keeps order: idempotent, never giving a record up, and blocking only its own thread. */
    Map<String, Object> producer() {
        var settings = client("producer");
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("max.in.flight.requests.per.connection", "5");
        // kafka-clients 4 waits 5 ms by default to fill a batch: ten times what the whole way takes without.
        settings.put("linger.ms", "0");
        settings.put("retries", String.valueOf(Integer.MAX_VALUE));
        settings.put("delivery.timeout.ms", String.valueOf(FOREVER_MILLIS));
        settings.put("request.timeout.ms", "10000");
        settings.put("retry.backoff.ms", "50");
        settings.put("retry.backoff.max.ms", "500");
        settings.put("max.block.ms", "1000");
        // Some 3,000 records on their way, where a thousand would do; the rest waits in the outbox, which takes less.
        settings.put("buffer.memory", String.valueOf(2 << 20));
        return settings;
    }

    /** For a consumer without a group, which commits nothing and decides itself where to begin. */
    Map<String, Object> consumer() {
        var settings = client("consumer");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "none");
        settings.put("allow.auto.create.topics", "false");
        settings.put("fetch.min.bytes", "1");
        settings.put("fetch.max.wait.ms", "500");
        settings.put("max.poll.records", "500");
        settings.put("request.timeout.ms", "5000");
        settings.put("default.api.timeout.ms", "2000");
        settings.put("retry.backoff.ms", "50");
        settings.put("retry.backoff.max.ms", "500");
        return settings;
    }

    Map<String, Object> admin() {
        var settings = client("admin");
        settings.put("request.timeout.ms", "3000");
        settings.put("default.api.timeout.ms", "3000");
        settings.put("retry.backoff.ms", "100");
        settings.put("retry.backoff.max.ms", "500");
        return settings;
    }

    private Map<String, Object> client(String kind) {
        var settings = new HashMap<String, Object>(extra);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("client.id", service + "-" + kind);
        settings.put("reconnect.backoff.ms", "50");
        settings.put("reconnect.backoff.max.ms", "500");
        settings.put("socket.connection.setup.timeout.ms", "2000");
        settings.put("socket.connection.setup.timeout.max.ms", "5000");
        settings.put("metadata.max.age.ms", "10000");
        settings.put("enable.metrics.push", "false");
        return settings;
    }

    /** Names no setting's value: some are secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[%s of %s, and %s]".formatted(service, bootstrapServers, extra.keySet());
    }
}

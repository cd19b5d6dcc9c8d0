package io.dbcpool.cli.kafka;

import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.configuration.PoolConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kafka for as long as a command runs, with the Kafka that the pool's file names. What has not reached it by then is
 * thrown away: a command that was given up has asked for nothing.
 */
public record PassingPublisher(KafkaSettings settings, KafkaPublisher publisher, Path outbox) implements AutoCloseable {

    private static final String SERVICE = "pool-cli";
    private static final long LOOK_MILLIS = 50;

    /** @throws IOException if the settings cannot be read, or there is no room for a temporary folder */
    public static PassingPublisher open(PoolConfig pool, Map<String, String> environment, String source)
            throws IOException {
        var settings = KafkaSettings.read(pool.bootstrapServers(), SERVICE, environment);
        Path outbox = Files.createTempDirectory("pool-cli");
        return new PassingPublisher(settings, KafkaPublisher.start(settings, outbox, source), outbox);
    }

    /** Whether all that was published is acknowledged by then. */
    public boolean isDelivered(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        while (publisher.state().outboxRecords() > 0) {
            if (System.nanoTime() >= until) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    @Override
    public void close() {
        publisher.close();
        try (Stream<Path> files = Files.walk(outbox)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // A temporary folder with a record in it, which is no secret.
        }
    }
}

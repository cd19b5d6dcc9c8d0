package io.dbcpool.console;

import io.dbcpool.parts.kafka.BrokerProcess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pool for the console under test: a broker that is not there yet when the console starts. */
public final class ConsolePool implements QuarkusTestResourceLifecycleManager {

    private @Nullable BrokerProcess broker;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "pool");
            broker = BrokerProcess.start(folder.resolve("kafka"));
            broker.stop();
            Path file = folder.resolve("pool.yaml");
            Files.writeString(file, """
                    pool:
                      name: p
                      kafka: { bootstrap-servers: "%s" }
                      machines:
                        - { id: "%s", name: gpu-01 }
                    """.formatted(broker.bootstrapServers(), Told.MACHINE));
            return Map.of("dbcpool.config", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(ConsolePool.class));
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    BrokerProcess broker() {
        if (broker == null) {
            throw new IllegalStateException("the broker was never started");
        }
        return broker;
    }
}

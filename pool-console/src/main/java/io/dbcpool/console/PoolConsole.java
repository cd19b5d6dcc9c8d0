package io.dbcpool.console;

import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import io.dbcpool.configuration.loglevels.LogLevelWatch;
import io.dbcpool.console.http.ReadingGate;
import io.dbcpool.console.http.Viewers;
import io.dbcpool.console.kafka.TopicFeed;
import io.dbcpool.console.live.LivePool;
import io.dbcpool.console.live.ReceiptShelf;
import io.dbcpool.console.view.MachineView;
import io.dbcpool.console.view.PoolView;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the service together from {@code pool.yaml}. It shows every machine of the file, whichever host serves it. */
@Singleton
final class PoolConsole {

    private static final Logger LOG = Logger.getLogger(PoolConsole.class);
    private static final String SERVICE = "pool-console";

    private final List<LogLevelWatch> logLevels = new ArrayList<>();

    @Produces
    @Singleton
    PoolConfig config(@ConfigProperty(name = "dbcpool.config") Optional<String> file) throws PoolFileException {
        return ServiceConfig.read(file, Optional.empty());
    }

    @Produces
    @Singleton
    LivePool pool(PoolConfig config) {
        return new LivePool(
                PoolView.of(config.machines().stream()
                        .map(machine -> MachineView.unheard(machine.id(), machine.name()))
                        .toList()),
                Instant.now());
    }

    @Produces
    @Singleton
    ReceiptShelf receipts() {
        return new ReceiptShelf();
    }

    @Produces
    @Singleton
    TopicFeed feed(PoolConfig config, LivePool pool, ReceiptShelf receipts) throws IOException {
        return TopicFeed.start(KafkaSettings.read(config.bootstrapServers(), SERVICE, System.getenv()), pool, receipts);
    }

    void onStart(@Observes StartupEvent started, PoolConfig config, TopicFeed feed, Viewers viewers, ReadingGate gate) {
        logLevels.add(LogLevelWatch.start(config, SERVICE, LOG::warn));
        viewers.start();
        LOG.infof("console shows the pool following=%s reading=%s", feed.isFollowing(), gate.inWords());
    }

    void onStop(@Observes ShutdownEvent stopping, TopicFeed feed, Viewers viewers) {
        logLevels.forEach(LogLevelWatch::close);
        viewers.close();
        feed.close();
    }
}

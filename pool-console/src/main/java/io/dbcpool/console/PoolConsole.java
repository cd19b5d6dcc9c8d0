package io.dbcpool.console;

import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import io.dbcpool.configuration.loglevels.LogLevelWatch;
import io.dbcpool.console.http.ReadingGate;
import io.dbcpool.console.http.Viewers;
import io.dbcpool.console.kafka.TopicFeed;
import io.dbcpool.console.live.LivePool;
import io.dbcpool.console.live.ReceiptShelf;
import io.dbcpool.console.opentelemetry.OtlpReceiver;
import io.dbcpool.console.sending.TraceDesk;
import io.dbcpool.console.view.MachineView;
import io.dbcpool.console.view.PoolView;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
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
    TraceDesk traces(PoolConfig config) {
        return config.traces()
                .endpoint()
                .map(endpoint -> TraceDesk.start(
                        id -> config.findMachine(id).map(Machine::name).orElse(id.hex()),
                        () -> OtlpReceiver.of(endpoint),
                        Clock.systemUTC()))
                .orElseGet(TraceDesk::off);
    }

    @Produces
    @Singleton
    TopicFeed feed(PoolConfig config, LivePool pool, ReceiptShelf receipts, TraceDesk traces) throws IOException {
        return TopicFeed.start(
                KafkaSettings.read(config.bootstrapServers(), SERVICE, System.getenv()), pool, receipts, traces);
    }

    void onStart(@Observes StartupEvent started, PoolConfig config, TopicFeed feed, Viewers viewers, ReadingGate gate) {
        logLevels.add(LogLevelWatch.start(config, SERVICE, LOG::warn));
        viewers.start();
        LOG.infof(
                "console shows the pool following=%s reading=%s traces=%s",
                feed.isFollowing(),
                gate.inWords(),
                config.traces().endpoint().map(URI::getAuthority).orElse("off"));
    }

    void onStop(@Observes ShutdownEvent stopping, TopicFeed feed, TraceDesk traces, Viewers viewers) {
        logLevels.forEach(LogLevelWatch::close);
        viewers.close();
        feed.close();
        traces.close();
    }
}

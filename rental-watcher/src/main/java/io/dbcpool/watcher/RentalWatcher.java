package io.dbcpool.watcher;

import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.watcher.chain.ChainEars;
import io.dbcpool.watcher.guard.GuardMeters;
import io.dbcpool.watcher.guard.GuardRoom;
import io.dbcpool.watcher.kafka.TopicEars;
import io.dbcpool.watcher.process.LinuxProcesses;
import io.dbcpool.watcher.udp.BroadcastEars;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service: the guard with its ears, from the pool's file. The ears are opened last, when there is a guard to tell.
 */
@Startup
@Singleton
public class RentalWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(RentalWatcher.class);

    private final PoolConfig config;
    private final Path stateDir;
    private final KafkaPublisher publisher;
    private final GuardRoom room;
    private final BroadcastEars broadcasts;
    private final TopicEars topics;
    private final Optional<ChainEars> chain;

    RentalWatcher(
            @ConfigProperty(name = "dbcpool.config") Optional<String> file,
            @ConfigProperty(name = "dbcpool.machines") Optional<String> machines,
            GuardMeters meters)
            throws PoolFileException, IOException {
        config = ServiceConfig.read(file, machines);
        stateDir = config.stateDir().resolve("rental-watcher");
        String source = "/dbcpool/%s/rental-watcher/%s".formatted(config.name(), hostName());
        var kafka = KafkaSettings.read(config.bootstrapServers(), "rental-watcher", System.getenv());
        publisher = KafkaPublisher.start(kafka, stateDir, source);
        room = new GuardRoom(
                config,
                stateDir,
                publisher,
                LibvirtHypervisor::new,
                new LinuxProcesses(),
                meters,
                source,
                Clock.systemUTC());
        room.start();
        broadcasts = new BroadcastEars(config, room.sources(), room::observe);
        topics = new TopicEars(kafka, publisher, room.sources(), room::observe);
        chain = ChainEars.open(config, room::observe);
        LOG.info(
                "guarding machines={} deadline={} soft={} term={}",
                config.machines().stream().map(PoolConfig.Machine::name).toList(),
                config.watcher().deadline(),
                config.watcher().soft(),
                config.watcher().term());
    }

    @Produces
    PoolConfig config() {
        return config;
    }

    @Produces
    GuardRoom room() {
        return room;
    }

    public KafkaPublisher publisher() {
        return publisher;
    }

    public BroadcastEars broadcasts() {
        return broadcasts;
    }

    public TopicEars topics() {
        return topics;
    }

    /** Empty where no chain is configured. */
    public Optional<ChainEars> chain() {
        return chain;
    }

    public Path stateDir() {
        return stateDir;
    }

    void stop(@Observes ShutdownEvent event) throws IOException {
        chain.ifPresent(ChainEars::close);
        topics.close();
        broadcasts.close();
        room.close();
        publisher.close();
    }

    /** From the kernel: a resolver may take ten seconds to say that it does not answer. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
        } catch (IOException e) {
            return "localhost";
        }
    }
}

package io.dbcpool.watcher;

import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import io.dbcpool.configuration.loglevels.LogLevelWatch;
import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.watcher.chain.ChainEars;
import io.dbcpool.watcher.guard.GuardMeters;
import io.dbcpool.watcher.guard.GuardRoom;
import io.dbcpool.watcher.guard.LateMeters;
import io.dbcpool.watcher.kafka.TopicEars;
import io.dbcpool.watcher.process.LinuxProcesses;
import io.dbcpool.watcher.udp.BroadcastEars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service: the guard with its ears, from the pool's file. The ears are opened last, when there is a guard to tell.
 *
 * <p>It needs nothing of the framework, and is at work before that is: a watcher that was killed in the midst of a
 * vacate has what is left of ten seconds. Kafka, and what shows the guard by HTTP and as metrics, come after the first
 * act.
 */
public final class RentalWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RentalWatcher.class);

    private final PoolConfig config;
    private final Path stateDir;
    private final LateMeters meters = new LateMeters();
    private final KafkaPublisher publisher;
    private final GuardRoom room;
    private final BroadcastEars broadcasts;
    private final TopicEars topics;
    private final Optional<ChainEars> chain;
    private final LogLevelWatch logLevels;

    private RentalWatcher(PoolConfig config, KafkaSettings kafka) throws IOException {
        this.config = config;
        stateDir = config.stateDir().resolve("rental-watcher");
        String source = "/dbcpool/%s/rental-watcher/%s".formatted(config.name(), hostName());
        publisher = KafkaPublisher.open(kafka, stateDir, source);
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
        room.awaitTakenUp();
        publisher.start();
        topics = new TopicEars(kafka, publisher, room.sources(), room::observe);
        chain = ChainEars.open(config, room::observe);
        logLevels = LogLevelWatch.start(config, "rental-watcher", LOG::warn);
        LOG.info(
                "guarding machines={} deadline={} soft={} term={}",
                config.machines().stream().map(PoolConfig.Machine::name).toList(),
                config.watcher().deadline(),
                config.watcher().soft(),
                config.watcher().term());
    }

    /**
     * Guards from here on.
     *
     * @throws PoolFileException if the pool's file cannot be used
     * @throws IOException if the operator's Kafka settings cannot be read, or the system has no socket left to give
     */
    static RentalWatcher start(Map<String, String> environment) throws PoolFileException, IOException {
        var config = ServiceConfig.read(environment);
        return new RentalWatcher(config, KafkaSettings.read(config.bootstrapServers(), "rental-watcher", environment));
    }

    /** The framework is up: what was counted until now is passed on, and the room rehearses what it has to do. */
    void onShown(GuardMeters shown) {
        meters.passOnTo(shown);
        room.rehearse();
    }

    public PoolConfig config() {
        return config;
    }

    public GuardRoom room() {
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

    @Override
    public void close() throws IOException {
        logLevels.close();
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

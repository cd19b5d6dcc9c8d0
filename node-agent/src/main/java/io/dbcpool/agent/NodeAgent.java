package io.dbcpool.agent;

import io.dbcpool.agent.broadcast.BroadcastEar;
import io.dbcpool.agent.clock.Pulse;
import io.dbcpool.agent.disk.MachineFiles;
import io.dbcpool.agent.host.HostObserver;
import io.dbcpool.agent.host.Hypervisors;
import io.dbcpool.agent.hostcheck.HostExaminer;
import io.dbcpool.agent.hostcheck.HostLook;
import io.dbcpool.agent.hostcheck.LinuxHostLook;
import io.dbcpool.agent.kafka.AgentRecords;
import io.dbcpool.agent.kafka.SigningRequests;
import io.dbcpool.agent.loop.AgentLoop;
import io.dbcpool.agent.loop.WatchedMachine;
import io.dbcpool.agent.machine.Claims;
import io.dbcpool.agent.nodedat.KeyWatch;
import io.dbcpool.agent.nodedat.NodeDatFiles;
import io.dbcpool.agent.nodedat.NodeDatSigner;
import io.dbcpool.agent.orders.OrderWatch;
import io.dbcpool.agent.signing.SigningDesk;
import io.dbcpool.broadcast.Admission;
import io.dbcpool.broadcast.DatagramReceiver;
import io.dbcpool.broadcast.ReceiverConfig;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import io.dbcpool.configuration.loglevels.LogLevelWatch;
import io.dbcpool.host.run.PoolScope;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the service together from {@code pool.yaml}, and takes it apart in the order that loses nothing. */
@Singleton
final class NodeAgent {

    private static final Logger LOG = Logger.getLogger(NodeAgent.class);
    private static final String SERVICE = "node-agent";

    private final List<HostObserver> observers = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();

    @Produces
    @Singleton
    PoolConfig config(
            @ConfigProperty(name = "dbcpool.config") Optional<String> file,
            @ConfigProperty(name = "dbcpool.machines") Optional<String> machines)
            throws PoolFileException {
        return ServiceConfig.read(file, machines);
    }

    @Produces
    @Singleton
    AgentRecords records(PoolConfig config, KafkaPublisher publisher) {
        return new AgentRecords(publisher, source(config));
    }

    @Produces
    @Singleton
    KafkaPublisher publisher(PoolConfig config) throws IOException {
        return KafkaPublisher.start(
                KafkaSettings.read(config.bootstrapServers(), SERVICE, System.getenv()),
                config.stateDir().resolve(SERVICE),
                source(config));
    }

    @Produces
    @Singleton
    AgentLoop loop(PoolConfig config, AgentRecords records) {
        var files = new MachineFiles(config.stateDir().resolve(SERVICE));
        var startedAt = Clock.systemUTC().instant();
        return new AgentLoop(config.machines().stream()
                .map(machine -> new WatchedMachine(Claims.of(machine, config), files, files, records, startedAt))
                .toList());
    }

    @Produces
    @Singleton
    NodeDatFiles nodeDatFiles(
            PoolConfig config, @ConfigProperty(name = "dbcpool.host-root", defaultValue = "/") Path hostRoot) {
        return NodeDatFiles.of(config, hostRoot);
    }

    @Produces
    @Singleton
    @DefaultBean
    HostLook hostLook(
            PoolConfig config,
            @ConfigProperty(name = "dbcpool.host-root", defaultValue = "/") Path hostRoot,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        return new LinuxHostLook(config, hostRoot, neighbours(port));
    }

    @Produces
    @Singleton
    SigningDesk signingDesk(PoolConfig config, NodeDatFiles files) {
        return new SigningDesk(config, new NodeDatSigner(files));
    }

    @Produces
    @Singleton
    TopicFollower signingRequests(PoolConfig config, SigningDesk desk, AgentRecords records, KafkaPublisher publisher)
            throws IOException {
        return new SigningRequests(desk, records)
                .follow(KafkaSettings.read(config.bootstrapServers(), SERVICE, System.getenv()), publisher);
    }

    @Produces
    @Singleton
    DatagramReceiver receiver(PoolConfig config, AgentLoop loop) {
        return DatagramReceiver.start(
                ReceiverConfig.ofBroadcasts(config.broadcast().bind()),
                new BroadcastEar(new Admission(config), loop::acceptLater));
    }

    void onStart(
            @Observes StartupEvent started,
            PoolConfig config,
            AgentLoop loop,
            DatagramReceiver receiver,
            Hypervisors hypervisors,
            NodeDatFiles files,
            HostLook look,
            TopicFollower signingRequests) {
        loop.start(new Pulse(() -> deafBecause(config, receiver)));
        config.machines().stream()
                .map(PoolConfig.Machine::libvirt)
                .distinct()
                .forEach(uri -> observers.add(HostObserver.start(uri, hypervisors.open(uri), loop::accept)));
        ends.add(LogLevelWatch.start(config, SERVICE, LOG::warn)::close);
        ends.add(KeyWatch.start(config, files, loop::accept)::close);
        ends.add(OrderWatch.start(config, loop::accept)::close);
        ends.add(HostExaminer.start(config, look, loop::accept)::close);
        LOG.infof(
                "watching hosts pool=%s machines=%d hypervisors=%d listening=%s kafka=%s signing-requests=%s",
                config.name(),
                config.machines().size(),
                observers.size(),
                receiver.status().listening(),
                config.bootstrapServers(),
                signingRequests.isFollowing() ? "followed" : "awaited");
    }

    void onStop(
            @Observes ShutdownEvent stopping,
            DatagramReceiver receiver,
            TopicFollower signingRequests,
            AgentLoop loop,
            KafkaPublisher publisher) {
        receiver.close();
        signingRequests.close();
        observers.forEach(HostObserver::close);
        ends.forEach(Runnable::run);
        loop.close();
        publisher.close();
    }

    /** Our services on one host have the ports in the order of their names in the list: agent 8081, watcher 8082. */
    private static PoolScope.Services neighbours(int port) {
        return new PoolScope.Services(
                Optional.of("http://127.0.0.1:%d".formatted(port)),
                Optional.of("http://127.0.0.1:%d".formatted(port + 1)));
    }

    private static Optional<String> deafBecause(PoolConfig config, DatagramReceiver receiver) {
        return receiver.status().listening()
                ? Optional.empty()
                : Optional.of("no socket on " + config.broadcast().bind());
    }

    private static String source(PoolConfig config) {
        return "/dbcpool/%s/%s/%s".formatted(config.name(), SERVICE, hostName());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

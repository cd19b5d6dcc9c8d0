package io.dbcpool.listener;

import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import io.dbcpool.configuration.loglevels.LogLevelWatch;
import io.dbcpool.listener.canary.Canaries;
import io.dbcpool.listener.file.SenderFile;
import io.dbcpool.listener.hearing.Hearing;
import io.dbcpool.listener.hearing.HearingClock;
import io.dbcpool.listener.hearing.Tidings;
import io.dbcpool.listener.udp.UdpCanarySender;
import io.dbcpool.listener.udp.UdpSockets;
import io.dbcpool.listener.udp.UdpWatcherRelay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the service together from {@code pool.yaml}, and takes it apart in the order that loses nothing. */
@Singleton
final class BroadcastListener {

    private static final Logger LOG = Logger.getLogger(BroadcastListener.class);
    private static final String SERVICE = "broadcast-listener";

    private final List<LogLevelWatch> logLevels = new ArrayList<>();

    /** All machines of the file, whatever this host serves: broadcasts are heard for the whole pool. */
    @Produces
    @Singleton
    PoolConfig config(@ConfigProperty(name = "dbcpool.config") Optional<String> file) throws PoolFileException {
        return ServiceConfig.read(file, Optional.empty());
    }

    @Produces
    @Singleton
    Tidings tidings(PoolConfig config) {
        return new Tidings("/dbcpool/%s/%s/%s".formatted(config.name(), SERVICE, hostName()));
    }

    @Produces
    @Singleton
    KafkaPublisher publisher(PoolConfig config, Tidings tidings) throws IOException {
        return KafkaPublisher.start(
                KafkaSettings.read(config.bootstrapServers(), SERVICE, System.getenv()),
                config.stateDir().resolve(SERVICE),
                tidings.source());
    }

    @Produces
    @Singleton
    UdpWatcherRelay relay(PoolConfig config) throws IOException {
        return UdpWatcherRelay.open(config.broadcast().bind().getPort());
    }

    @Produces
    @Singleton
    Canaries canaries(PoolConfig config, Tidings tidings, KafkaPublisher publisher) {
        String listener = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
        var bind = config.broadcast().bind();
        return new Canaries(
                config.broadcast()
                        .canary()
                        .map(address -> new UdpCanarySender(new InetSocketAddress(address, bind.getPort()))),
                listener,
                (state, now) -> publisher.publish(tidings.path(state, listener, now)));
    }

    @Produces
    @Singleton
    Hearing hearing(
            PoolConfig config, Tidings tidings, KafkaPublisher publisher, UdpWatcherRelay relay, Canaries canaries) {
        var kept = new SenderFile(config.stateDir().resolve(SERVICE).resolve("senders"));
        return new Hearing(config, tidings, publisher, relay, canaries, kept, System.nanoTime());
    }

    @Produces
    @Singleton
    UdpSockets sockets(PoolConfig config, Hearing hearing) {
        return UdpSockets.open(config, hearing);
    }

    @Produces
    @Singleton
    HearingClock clock(Hearing hearing, Canaries canaries) {
        return HearingClock.start(hearing, canaries, Clock.systemUTC());
    }

    void onStart(@Observes StartupEvent started, PoolConfig config, UdpSockets sockets, HearingClock clock) {
        logLevels.add(LogLevelWatch.start(config, SERVICE, LOG::warn));
        LOG.infof(
                "hearing broadcasts pool=%s machines=%d listening=%s kafka=%s",
                config.name(), config.machines().size(), sockets.status().listening(), config.bootstrapServers());
    }

    void onStop(
            @Observes ShutdownEvent stopping,
            UdpSockets sockets,
            HearingClock clock,
            Hearing hearing,
            UdpWatcherRelay relay,
            KafkaPublisher publisher) {
        logLevels.forEach(LogLevelWatch::close);
        sockets.close();
        clock.close();
        hearing.onEnd();
        relay.close();
        publisher.close();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

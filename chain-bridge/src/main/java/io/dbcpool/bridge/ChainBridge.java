package io.dbcpool.bridge;

import io.dbcpool.bonding.kafka.AskedAgent;
import io.dbcpool.bonding.request.SignedOrder;
import io.dbcpool.bonding.request.UsedRequests;
import io.dbcpool.bridge.bonding.JournalTeller;
import io.dbcpool.bridge.chain.ChainAlerts;
import io.dbcpool.bridge.chain.ChainSource;
import io.dbcpool.bridge.chain.ChainWatch;
import io.dbcpool.bridge.follow.ChainFollowing;
import io.dbcpool.bridge.owner.BondingLook;
import io.dbcpool.bridge.owner.OwnerDesk;
import io.dbcpool.bridge.owner.Owners;
import io.dbcpool.bridge.owner.WishBook;
import io.dbcpool.bridge.owner.WishWatch;
import io.dbcpool.bridge.requests.RequestDesk;
import io.dbcpool.bridge.requests.Requests;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import io.dbcpool.configuration.loglevels.LogLevelWatch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the service together from {@code pool.yaml}, and says at start what it does. */
@Singleton
final class ChainBridge {

    private static final Logger LOG = Logger.getLogger(ChainBridge.class);
    private static final String SERVICE = "chain-bridge";

    private final List<ChainAlerts> alerts = new ArrayList<>();
    private final List<JournalTeller> journals = new ArrayList<>();
    private final List<LogLevelWatch> logLevels = new ArrayList<>();
    private final List<WishWatch> wishes = new ArrayList<>();

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
    KafkaPublisher publisher(PoolConfig config) throws IOException {
        return KafkaPublisher.start(
                KafkaSettings.read(config.bootstrapServers(), SERVICE, System.getenv()),
                config.stateDir().resolve(SERVICE),
                source(config));
    }

    @Produces
    @Singleton
    ChainWatch watch(PoolConfig config, KafkaPublisher publisher) {
        Optional<ChainFollowing> following = config.chain().endpoints().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ChainFollowing.start(config, config.stateDir().resolve(SERVICE), source(config), publisher));
        return new ChainWatch(following, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Owners owners(PoolConfig config, ChainWatch watch, KafkaPublisher publisher) throws IOException {
        var book = new WishBook(config.bonding().wishes());
        var agent = new AskedAgent(
                KafkaSettings.read(config.bootstrapServers(), SERVICE, System.getenv()),
                publisher,
                publisher,
                source(config));
        var client = watch.following().map(ChainFollowing::client);
        return new Owners(
                config,
                client.map(chain -> new OwnerDesk(chain, book, config.stateDir(), agent, SERVICE + "/" + hostName())),
                client.map(chain -> new BondingLook(config, chain, book)));
    }

    @Produces
    @Singleton
    Requests requests(PoolConfig config, Owners owners, KafkaPublisher publisher) throws IOException {
        var settings = KafkaSettings.read(config.bootstrapServers(), SERVICE, System.getenv());
        var used = new UsedRequests(config.stateDir().resolve(SERVICE).resolve("requests-used.json"));
        return new Requests(
                settings,
                config.bonding()
                        .operatorKey()
                        .map(key -> new RequestDesk(
                                config.name(),
                                SignedOrder.publicKey(key),
                                used,
                                owners,
                                publisher,
                                Clock.systemUTC())));
    }

    void onStart(
            @Observes StartupEvent started,
            PoolConfig config,
            ChainWatch watch,
            Owners owners,
            Requests requests,
            KafkaPublisher publisher) {
        logLevels.add(LogLevelWatch.start(config, SERVICE, LOG::warn));
        ChainSource chain = watch.look();
        if (chain.configured()) {
            alerts.add(ChainAlerts.start(watch, publisher, source(config)));
            watch.following()
                    .ifPresent(following -> wishes.add(WishWatch.start(owners, following.machines()::onWishes)));
        }
        owners.resume();
        requests.start();
        journals.add(
                JournalTeller.start(config.stateDir(), config.stateDir().resolve(SERVICE), source(config), publisher));
        LOG.infof("chain source configured=%s following=%s: %s", chain.configured(), chain.following(), chain.why());
    }

    void onStop(
            @Observes ShutdownEvent stopping,
            ChainWatch watch,
            KafkaPublisher publisher,
            Owners owners,
            Requests requests) {
        logLevels.forEach(LogLevelWatch::close);
        requests.close();
        owners.close();
        alerts.forEach(ChainAlerts::close);
        journals.forEach(JournalTeller::close);
        wishes.forEach(WishWatch::close);
        watch.following().ifPresent(ChainFollowing::close);
        publisher.close();
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

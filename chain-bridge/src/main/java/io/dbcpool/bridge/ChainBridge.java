package io.dbcpool.bridge;

import io.dbcpool.bridge.chain.ChainSource;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the service together from {@code pool.yaml}, and says at start what it does. */
@Singleton
final class ChainBridge {

    private static final Logger LOG = Logger.getLogger(ChainBridge.class);

    @Produces
    @Singleton
    ChainSource chainSource(
            @ConfigProperty(name = "dbcpool.config") Optional<String> config,
            @ConfigProperty(name = "dbcpool.machines") Optional<String> machines)
            throws PoolFileException {
        return ChainSource.of(ServiceConfig.read(config, machines).chain());
    }

    void onStart(@Observes StartupEvent started, ChainSource source) {
        LOG.infof("chain source configured=%s following=%s: %s", source.configured(), source.following(), source.why());
    }
}

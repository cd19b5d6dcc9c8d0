package io.dbcpool.bridge.chain;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Always up: nobody depends on a chain source in this release, and the data says that there is none. */
@Readiness
@Singleton
public class ChainSourceCheck implements HealthCheck {

    private final ChainSource source;

    @Inject
    ChainSourceCheck(ChainSource source) {
        this.source = source;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("chain")
                .up()
                .withData("configured", source.configured())
                .withData("following", source.following())
                .withData("why", source.why())
                .build();
    }
}

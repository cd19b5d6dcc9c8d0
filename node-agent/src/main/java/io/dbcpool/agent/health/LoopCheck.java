package io.dbcpool.agent.health;

import io.dbcpool.agent.loop.AgentLoop;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive means that the loop comes round; it does so once a second. */
@Liveness
@Singleton
public class LoopCheck implements HealthCheck {

    private final AgentLoop loop;

    @Inject
    LoopCheck(AgentLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("loop").status(loop.isAlive()).build();
    }
}

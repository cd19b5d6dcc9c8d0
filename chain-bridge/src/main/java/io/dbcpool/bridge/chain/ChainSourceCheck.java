package io.dbcpool.bridge.chain;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Always up, and the data says whether it follows: with every chain node away the service keeps looking for one, and no
 * restart would find it sooner. That it does not follow is the alert {@code ChainHeadStale}.
 */
@Readiness
@Singleton
public class ChainSourceCheck implements HealthCheck {

    private final ChainWatch watch;

    @Inject
    ChainSourceCheck(ChainWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        ChainSource source = watch.look();
        var answer = HealthCheckResponse.named("chain")
                .up()
                .withData("configured", source.configured())
                .withData("following", source.following())
                .withData("why", source.why())
                .withData("waitingBlocks", source.waitingBlocks())
                .withData("unreadBlocks", source.unreadBlocks());
        source.best().ifPresent(block -> answer.withData("bestBlock", block.number()));
        source.finalized().ifPresent(block -> answer.withData("finalizedBlock", block.number()));
        source.endpoints().forEach(node -> answer.withData("endpoint " + node.number(), node.standing()));
        return answer.build();
    }
}

package io.dbcpool.watcher.micrometer;

import io.dbcpool.chain.follow.FollowerStatus;
import io.dbcpool.substrate.endpoints.EndpointHealth;
import io.dbcpool.substrate.endpoints.Standing;
import io.dbcpool.watcher.RentalWatcher;
import io.dbcpool.watcher.chain.ChainEars;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Shows how the watcher's own look at the chain is; nothing where no chain is configured. */
@Startup
@Singleton
public class ChainGauges {

    private final MeterRegistry registry;
    private final Instant startedAt = Instant.now();

    ChainGauges(MeterRegistry registry, RentalWatcher watcher) {
        this.registry = registry;
        watcher.chain().ifPresent(this::register);
    }

    private void register(ChainEars chain) {
        gauge(
                "dbcpool.chain.following",
                "Whether the chain is followed",
                chain,
                it -> it.status().isFollowing() ? 1 : 0);
        gauge(
                "dbcpool.chain.head.age.seconds",
                "How old the last block is; as old as the service where none was heard of",
                chain,
                it -> age(it.status()));
        gauge(
                "dbcpool.chain.waiting.blocks",
                "Blocks that are known and not read yet",
                chain,
                it -> it.status().waiting());
        int endpoints = chain.endpoints().size();
        for (int i = 0; i < endpoints; i++) {
            endpoint(chain, i);
        }
    }

    private double age(FollowerStatus status) {
        Instant since = status.best().map(block -> block.time()).orElse(startedAt);
        return Math.max(0, Duration.between(since, Instant.now()).toMillis()) / 1e3;
    }

    private void endpoint(ChainEars chain, int place) {
        Predicate<EndpointHealth> disagrees =
                node -> node.standing() == Standing.DROPPED || node.standing() == Standing.OTHER_RUNTIME;
        Gauge.builder(
                        "dbcpool.chain.endpoint.usable",
                        chain,
                        it -> is(it, place, node -> node.standing() == Standing.USABLE))
                .description("Whether a chain node may be asked")
                .tag("endpoint", Integer.toString(place + 1))
                .register(registry);
        Gauge.builder("dbcpool.chain.endpoint.disagrees", chain, it -> is(it, place, disagrees))
                .description("Whether a chain node contradicts the others, or answered wrongly")
                .tag("endpoint", Integer.toString(place + 1))
                .register(registry);
    }

    private static double is(ChainEars chain, int place, Predicate<EndpointHealth> said) {
        var nodes = chain.endpoints();
        return place < nodes.size() && said.test(nodes.get(place)) ? 1 : 0;
    }

    private void gauge(String name, String description, ChainEars chain, ToDoubleFunction<ChainEars> value) {
        Gauge.builder(name, chain, value).description(description).register(registry);
    }
}

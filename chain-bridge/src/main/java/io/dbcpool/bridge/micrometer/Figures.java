package io.dbcpool.bridge.micrometer;

import io.dbcpool.bridge.chain.ChainSource;
import io.dbcpool.bridge.chain.ChainWatch;
import io.dbcpool.bridge.follow.ChainFollowing;
import io.dbcpool.bridge.machines.MachineFigures;
import io.dbcpool.bridge.requests.Requests;
import io.dbcpool.bus.BusFigures;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.substrate.endpoints.EndpointHealth;
import io.dbcpool.substrate.endpoints.Standing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Registers them; those of the chain only where one is configured. Prometheus gets {@code _total} for a counter. */
@Singleton
final class Figures {

    private final Instant startedAt = Clock.systemUTC().instant();

    void register(
            @Observes StartupEvent started,
            MeterRegistry registry,
            PoolConfig config,
            ChainWatch watch,
            Requests requests,
            KafkaPublisher publisher) {
        FunctionCounter.builder(
                        "dbcpool_bonding_requests", requests, r -> r.counts().honoured())
                .description("Requests of operators, by what became of them")
                .tags("outcome", "honoured")
                .register(registry);
        FunctionCounter.builder(
                        "dbcpool_bonding_requests", requests, r -> r.counts().refused())
                .description("Requests of operators, by what became of them")
                .tags("outcome", "refused")
                .register(registry);
        BusFigures.show(
                (name, description, value) -> gauge(registry, name, description, Tags.empty(), publisher, value),
                (name, description, value) -> FunctionCounter.builder(name, publisher, value)
                        .description(description)
                        .register(registry));
        watch.following().ifPresent(chain -> {
            chain(registry, watch, chain);
            for (int i = 0; i < config.chain().endpoints().size(); i++) {
                endpoint(registry, chain, i);
            }
            config.machines().forEach(machine -> machine(registry, chain, machine));
        });
    }

    private void chain(MeterRegistry registry, ChainWatch watch, ChainFollowing chain) {
        var none = Tags.empty();
        gauge(
                registry,
                "dbcpool_chain_following",
                "Whether the chain is followed",
                none,
                watch,
                w -> w.look().following() ? 1 : 0);
        gauge(
                registry,
                "dbcpool_chain_head_age_seconds",
                "How old the last block is; as old as the service where none was heard of",
                none,
                watch,
                this::headAge);
        gauge(
                registry,
                "dbcpool_chain_best_block",
                "The height of the best block; 0 while none is known",
                none,
                watch,
                w -> number(w.look().best()));
        gauge(
                registry,
                "dbcpool_chain_finalized_block",
                "The height of the finalized block; 0 while none is known",
                none,
                watch,
                w -> number(w.look().finalized()));
        gauge(
                registry,
                "dbcpool_chain_waiting_blocks",
                "Blocks that are known and not read yet",
                none,
                watch,
                w -> w.look().waitingBlocks());
        FunctionCounter.builder(
                        "dbcpool_chain_unread_blocks", watch, w -> w.look().unreadBlocks())
                .description("Blocks that were left out because no node gave their state")
                .register(registry);
        gauge(
                registry,
                "dbcpool_chain_spec_version",
                "The runtime's spec version; 0 while it is not known",
                none,
                chain,
                c -> c.specVersion().orElse(0));
        FunctionCounter.builder("dbcpool_chain_rentals_told", chain, ChainFollowing::toldRentals)
                .description("Records of rentals that were told")
                .register(registry);
    }

    /** Where no block was heard of yet it is as old as the service. */
    private double headAge(ChainWatch watch) {
        return watch.look()
                .best()
                .map(block -> block.ageMillis() / 1000.0)
                .orElseGet(() -> watch.clock().instant().toEpochMilli() / 1000.0 - startedAt.toEpochMilli() / 1000.0);
    }

    private static void endpoint(MeterRegistry registry, ChainFollowing chain, int place) {
        var tags = Tags.of("endpoint", Integer.toString(place + 1));
        gauge(
                registry,
                "dbcpool_chain_endpoint_usable",
                "Whether a chain node may be asked",
                tags,
                chain,
                c -> is(c, place, node -> node.standing() == Standing.USABLE));
        gauge(
                registry,
                "dbcpool_chain_endpoint_disagrees",
                "Whether a chain node contradicts the others, or answered wrongly",
                tags,
                chain,
                c -> is(c, place, ChainSource::disagrees));
    }

    private static void machine(MeterRegistry registry, ChainFollowing chain, PoolConfig.Machine machine) {
        var tags = Tags.of("machine", machine.name());
        gauge(
                registry,
                "dbcpool_machine_stake_missing_dbc",
                "What is missing of its stake",
                tags,
                chain,
                c -> of(c, machine, MachineFigures::stakeMissing));
        gauge(
                registry,
                "dbcpool_machine_balance_missing_dbc",
                "What its stash or its controller lacks for what is next",
                tags,
                chain,
                c -> c.machines()
                        .findShortage(machine.id())
                        .map(MachineFigures::missing)
                        .orElse(0.0));
        gauge(
                registry,
                "dbcpool_machine_claimable_dbc",
                "Rewards of its stash that could be claimed",
                tags,
                chain,
                c -> of(c, machine, MachineFigures::claimable));
        gauge(
                registry,
                "dbcpool_machine_blocks_to_appeal",
                "Blocks of 6 s that are left to appeal its pending slash; 0 without one",
                tags,
                chain,
                c -> of(c, machine, MachineFigures::blocksToAppeal));
        gauge(
                registry,
                "dbcpool_machine_offline",
                "Whether it is reported offline on the chain",
                tags,
                chain,
                c -> of(c, machine, state -> MachineFigures.isOffline(state) ? 1 : 0));
        gauge(
                registry,
                "dbcpool_machine_reported",
                "Whether a renter's report forced it offline",
                tags,
                chain,
                c -> of(c, machine, state -> MachineFigures.isReported(state) ? 1 : 0));
    }

    private static double of(ChainFollowing chain, PoolConfig.Machine machine, ToDoubleFunction<MachineState> figure) {
        return chain.machines().find(machine.id()).map(figure::applyAsDouble).orElse(0.0);
    }

    private static double is(ChainFollowing chain, int place, Predicate<EndpointHealth> said) {
        var nodes = chain.endpoints();
        return place < nodes.size() && said.test(nodes.get(place)) ? 1 : 0;
    }

    private static double number(Optional<ChainSource.Block> block) {
        return block.map(ChainSource.Block::number).orElse(0L);
    }

    private static <T> void gauge(
            MeterRegistry registry, String name, String description, Tags tags, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).tags(tags).register(registry);
    }
}

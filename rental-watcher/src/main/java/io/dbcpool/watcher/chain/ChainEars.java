package io.dbcpool.watcher.chain;

import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.follow.ChainFeed;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.chain.follow.FollowerOptions;
import io.dbcpool.chain.follow.FollowerStatus;
import io.dbcpool.chain.follow.RentalFollower;
import io.dbcpool.chain.pending.PendingPool;
import io.dbcpool.chain.pending.PendingRental;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.chain.ChainOptions;
import io.dbcpool.substrate.endpoints.EndpointHealth;
import io.dbcpool.substrate.rpc.Endpoint;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Observation;
import io.dbcpool.watcher.guard.Observation.Heard;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The watcher's own look at the chain, through the nodes of {@code pool.chain.endpoints}. What is so now matters to it
 * more than how it came to be: after a long gap it jumps to the present.
 */
public final class ChainEars implements AutoCloseable {

    private final ChainClient client;
    private final RentalFollower follower;
    private final Optional<PendingPool> pending;
    private long finalizedTold = -1;

    private ChainEars(PoolConfig config, BiConsumer<MachineId, Observation> observe) {
        client = ChainClient.open(
                config.chain().endpoints().stream().map(Endpoint::new).toList(), ChainOptions.DEFAULT);
        ChainFeed chain = new ClientFeed(client);
        List<MachineId> machines =
                config.machines().stream().map(PoolConfig.Machine::id).toList();
        follower = RentalFollower.start(
                chain,
                machines,
                FollowerOptions.OF_NOW,
                (news, feed, observedAt) -> onStep(observe, news, feed, observedAt));
        pending = config.chain().pendingPool()
                ? Optional.of(PendingPool.start(
                        client,
                        machines,
                        rental -> onPending(observe, rental, Clock.systemUTC().instant())))
                : Optional.empty();
    }

    /** Empty where no chain is configured. Never waits for a node. */
    public static Optional<ChainEars> open(PoolConfig config, BiConsumer<MachineId, Observation> observe) {
        return config.chain().endpoints().isEmpty() ? Optional.empty() : Optional.of(new ChainEars(config, observe));
    }

    /** By the follower's thread alone. */
    private void onStep(
            BiConsumer<MachineId, Observation> observe, List<RentalNews> news, RentalFeed feed, Instant observedAt) {
        for (RentalNews one : news) {
            ChainSignals.find(one)
                    .map(signal -> new Heard(signal, ChainEvidence.find(one, signal, observedAt)))
                    .ifPresent(heard -> observe.accept(one.machine(), heard));
        }
        RentalFeed.Told finalized = feed.finalized();
        if (finalized.block().number() > finalizedTold) {
            finalizedTold = finalized.block().number();
            ChainSignals.free(finalized, observedAt)
                    .forEach((machine, signal) -> observe.accept(machine, new Heard(signal)));
        }
    }

    private static void onPending(BiConsumer<MachineId, Observation> observe, PendingRental rental, Instant seenAt) {
        observe.accept(
                rental.machine(),
                new Heard(ChainSignals.hint(seenAt), Optional.of(ChainEvidence.hint(rental, seenAt))));
    }

    public FollowerStatus status() {
        return follower.status();
    }

    /** In the order of {@code pool.chain.endpoints}. */
    public List<EndpointHealth> endpoints() {
        return client.health();
    }

    @Override
    public void close() {
        pending.ifPresent(PendingPool::close);
        follower.close();
        client.close();
    }
}

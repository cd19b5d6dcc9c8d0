package io.dbcpool.bridge.follow;

import io.dbcpool.bridge.machines.MachineRecords;
import io.dbcpool.bridge.machines.MachineTeller;
import io.dbcpool.bridge.machines.MachineWatch;
import io.dbcpool.bridge.rentals.FeedFile;
import io.dbcpool.bridge.rentals.RentalRecords;
import io.dbcpool.bus.Publisher;
import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.chain.follow.FollowerOptions;
import io.dbcpool.chain.follow.FollowerStatus;
import io.dbcpool.chain.follow.RentalFollower;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.chain.ChainOptions;
import io.dbcpool.substrate.endpoints.EndpointHealth;
import io.dbcpool.substrate.rpc.Endpoint;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One chain, followed: each change of a rental goes to Kafka, then how far it was told goes to disk, and then the
 * machines' state is read. It begins when a node has said which chain it is, however long that takes.
 */
public final class ChainFollowing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChainFollowing.class);

    private static final long RETRY_MILLIS = 1_000;

    private final List<MachineId> machines;
    private final Path stateDir;
    private final String source;
    private final Publisher publisher;
    private final ChainClient client;
    private final MachineWatch machineWatch;
    private final Thread starter;
    private final AtomicLong told = new AtomicLong();
    private volatile @Nullable RentalFollower follower;
    private volatile @Nullable MachineTeller machineTeller;
    private volatile boolean closed;

    private ChainFollowing(PoolConfig config, Path stateDir, String source, Publisher publisher) {
        this.machines = config.machines().stream().map(PoolConfig.Machine::id).toList();
        this.stateDir = stateDir;
        this.source = source;
        this.publisher = publisher;
        this.machineWatch = new MachineWatch(publisher, source);
        this.client = ChainClient.open(
                config.chain().endpoints().stream().map(Endpoint::new).toList(), ChainOptions.DEFAULT);
        this.starter = new Thread(this::begin, "chain-starter");
        starter.setDaemon(true);
    }

    /** @param stateDir the service's own, in which it is kept how far the chain was told */
    public static ChainFollowing start(PoolConfig config, Path stateDir, String source, Publisher publisher) {
        ChainFollowing following = new ChainFollowing(config, stateDir, source, publisher);
        following.starter.start();
        return following;
    }

    public FollowerStatus status() {
        RentalFollower running = follower;
        return running == null ? FollowerStatus.NOTHING_HEARD : running.status();
    }

    /** In the order of {@code pool.chain.endpoints}. */
    public List<EndpointHealth> endpoints() {
        return client.health();
    }

    /** For what else is asked of the same nodes. */
    public ChainClient client() {
        return client;
    }

    /** What the chain last said of each machine. */
    public MachineWatch machines() {
        return machineWatch;
    }

    /** Of the runtime that makes the next block; empty while no node says. */
    public OptionalLong specVersion() {
        try {
            return OptionalLong.of(
                    client.runtimeAfter(client.finalizedHead().hash()).specVersion());
        } catch (RpcException e) {
            return OptionalLong.empty();
        }
    }

    /** Records of rentals since the start. */
    public long toldRentals() {
        return told.get();
    }

    private void begin() {
        while (!closed) {
            try {
                begin(client.genesis().toString());
                return;
            } catch (RpcException e) {
                LOG.debug("no chain node has said which chain it is reason={}", e.getMessage());
            }
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                return; // closed
            }
        }
    }

    private synchronized void begin(String genesis) {
        if (closed) {
            return;
        }
        var chain = new ClientFeed(client);
        var file = new FeedFile(stateDir, genesis);
        var records = new RentalRecords(genesis, source);
        machineTeller = new MachineTeller(
                chain, new MachineRecords(genesis, source), publisher, machineWatch, Clock.systemUTC());
        follower = RentalFollower.start(
                chain,
                machines,
                FollowerOptions.ofRecord(file.read()),
                (news, feed, observedAt) -> onStep(records, file, news, feed, observedAt));
    }

    private void onStep(
            RentalRecords records, FeedFile file, List<RentalNews> news, RentalFeed feed, Instant observedAt) {
        for (RentalNews one : news) {
            publisher.publish(records.of(one, observedAt));
            told.incrementAndGet();
            LOG.info(
                    "rental told kind={} machineId={} rentOrderId={} block={} final={}",
                    one.kind(),
                    one.machine(),
                    one.order().map(Object::toString).orElse("-"),
                    one.block(),
                    one.isFinal());
        }
        file.write(feed);
        readMachines(feed.finalized().block());
    }

    private void readMachines(BlockRef finalized) {
        RentalFollower running = follower;
        if (running != null) {
            Objects.requireNonNull(machineTeller)
                    .onFinalized(finalized, running.keys().values());
        }
    }

    @Override
    public void close() {
        closed = true;
        starter.interrupt();
        synchronized (this) {
            RentalFollower running = follower;
            if (running != null) {
                running.close();
            }
            MachineTeller telling = machineTeller;
            if (telling != null) {
                telling.close();
            }
        }
        client.close();
    }
}

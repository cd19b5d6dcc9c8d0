package io.dbcpool.chain.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.feed.BlockObservation;
import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.state.MachineStateReader;
import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.values.MachineId;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a block costs whoever follows the chain for a pool, by the size of the pool: of real sockets to a node, for the
 * rentals and for the machines' states. Ratios rather than times: they are the same on a busy machine.
 */
class CostOfABlockTest {

    private static final int SMALL = 1_000;
    private static final int TIMES = 4;
    private static final int WARM_UP = 4;
    private static final int BLOCKS = 6;

    /** Of two rental pallets, what a machine is in and its orders; and that again with its slashes. */
    private static final int VALUES_OF_A_MACHINE = 9;

    /** A question holds 1,024; the last of those for a part of the pool is not full. */
    private static final int LEAST_VALUES_OF_A_QUESTION = 900;

    /** A block's header, its runtime's version, whose accounts are asked for; and the node's health now and then. */
    private static final int REQUESTS_OF_ANY_BLOCK = 6;

    /** Of four times the machines; a cost that grows with their square would be sixteen times as much. */
    private static final double MOST_TIMES_THE_WORK = 2.0 * TIMES;

    private record Cost(double requests, double processorNanos) {}

    @Test
    void aBlockOfALargePoolCostsAsManyTimesMoreAsItHasMachines() throws Exception {
        Cost small = measure(SMALL);
        Cost large = measure(TIMES * SMALL);

        assertThat(small.requests()).isLessThanOrEqualTo(most(SMALL));
        assertThat(large.requests()).isLessThanOrEqualTo(most(TIMES * SMALL));
        assertThat(large.processorNanos() / small.processorNanos()).isLessThan(MOST_TIMES_THE_WORK);
    }

    private static double most(int machines) {
        return REQUESTS_OF_ANY_BLOCK + (double) VALUES_OF_A_MACHINE * machines / LEAST_VALUES_OF_A_QUESTION;
    }

    private static Cost measure(int size) throws Exception {
        List<MachineId> machines = IntStream.rangeClosed(1, size)
                .mapToObj(number -> new MachineId("%064x".formatted(number)))
                .toList();
        try (var chain = DevelopmentChain.start(ChainSettings.onCommand())) {
            chain.bringOnline(machines);
            chain.finalizeAll();
            try (var client = ChainClient.connect(chain.endpoint().toString())) {
                var storage = new ClientFeed(client);
                var follower = new Follower(client, storage, machines);
                for (int i = 0; i < WARM_UP; i++) {
                    follower.read(chain);
                }
                long requests = chain.node().requests();
                long nanos = processorNanos();
                for (int i = 0; i < BLOCKS; i++) {
                    follower.read(chain);
                }
                return new Cost(
                        (double) (chain.node().requests() - requests) / BLOCKS,
                        (double) (processorNanos() - nanos) / BLOCKS);
            }
        }
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** On the test's own thread, so that nobody else's work is counted. */
    private static final class Follower {

        private final ChainClient client;
        private final ObservationReader rentals;
        private final MachineStateReader states;
        private final List<MachineKey> keys;
        private RentalFeed feed;

        Follower(ChainClient client, ClientFeed storage, List<MachineId> machines) throws Exception {
            this.client = client;
            this.rentals = new ObservationReader(storage, new Spellings(machines));
            this.states = new MachineStateReader(storage);
            this.keys = machines.stream().map(MachineKey::of).toList();
            this.feed = RentalFeed.startAt(rentals.read(client.finalizedHead(), Map.of()))
                    .feed();
        }

        void read(DevelopmentChain chain) throws Exception {
            chain.buildBlock();
            Header block = client.header(client.getBlockHash(chain.best().number()));
            BlockObservation observed = rentals.read(block, feed.last().machines());
            feed = feed.onAdded(observed, true).feed().onFinalized(block.ref()).feed();
            assertThat(states.read(block.ref(), keys)).hasSameSizeAs(keys);
        }
    }
}

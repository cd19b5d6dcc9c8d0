package io.dbcpool.chain.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.devchain.Endpoint;
import io.dbcpool.devchain.rpc.Lie;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.chain.BlockView;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.chain.ChainOptions;
import io.dbcpool.substrate.endpoints.PoolPolicy;
import io.dbcpool.substrate.rpc.RpcLimits;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The feed over real sockets to nodes of a chain, while nodes are lost, hang, lag and lie, and forks drop blocks. What
 * the finalized chain has in the end was told once, and nothing else was told as final; what stood in a dropped block
 * was taken back. What the chain has is read by other means: its storage and its events, block by block.
 */
class RentalFeedUnderFaultsTest {

    private static final boolean LONG = Boolean.getBoolean("dbcpool.long");
    private static final int BLOCKS = LONG ? 5_000 : 350;
    private static final int FAULTS = LONG ? 200 : 14;
    private static final int FORKS = LONG ? 50 : 5;

    private static final int NODES = 3;

    /**
     * One more node for each: honest at first, and then not any more. One that makes up blocks with all that is in them
     * is not among them: whether validators have voted for them no client can tell that does not check their votes.
     */
    private static final List<Lie> LIES = List.of(
            Lie.FORGED_HEADERS,
            Lie.OTHER_STATE,
            Lie.EMPTY_STORAGE,
            Lie.WRONG_HASHES,
            Lie.WRONG_GENESIS,
            Lie.SHORT_BLOCKS,
            Lie.WRONG_ID,
            Lie.GARBAGE);

    /** In the first third of the story they lie: then the others, of which there are few, are failing still. */
    private static final int LIE_EVERY_BLOCKS = BLOCKS / 3 / LIES.size();

    private static final int FINALITY_BLOCKS = 4;

    /** How far the follower may be behind before the next block is built, lest a fault be over before it is met. */
    private static final int SLACK_BLOCKS = 8;

    private static final int RENT_BLOCKS = 300;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final List<MachineId> MACHINES = IntStream.rangeClosed(1, 4)
            .mapToObj(number -> new MachineId("%02x".formatted(number).repeat(32)))
            .toList();

    private enum Fault {
        CUT,
        CUT_ALL,
        SHUT,
        LAG,
        HANG
    }

    private final DevelopmentChain chain = DevelopmentChain.start();
    private final List<Endpoint> nodes = new ArrayList<>(List.of(chain.node()));
    private final List<Endpoint> liars = new ArrayList<>();
    private final Map<Endpoint, Long> recoverAt = new HashMap<>();
    private final List<RentalNews> told = new CopyOnWriteArrayList<>();
    private final Set<RentOrderId> orders = new LinkedHashSet<>();

    @AfterEach
    void close() {
        chain.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 20261128)
    void noRentalIsMissedAndNoneIsToldTwice(long seed) throws Exception {
        Random random = new Random(seed);
        MACHINES.forEach(chain::bringOnline);
        chain.finalizeAll();
        BlockRef begin = chain.best();
        IntStream.range(1, NODES).forEach(i -> nodes.add(chain.openNode()));
        LIES.forEach(lie -> liars.add(chain.openNode()));
        long startedAt = System.nanoTime();
        long unread;
        int faults;
        try (ChainClient client = ChainClient.connect(
                // Those that will lie come first, and so are asked until they do.
                Stream.concat(liars.stream(), nodes.stream())
                        .map(node -> new io.dbcpool.substrate.rpc.Endpoint(node.uri()))
                        .toList(),
                options())) {
            try (RentalFollower follower = RentalFollower.start(
                    new ClientFeed(client), MACHINES, FollowerOptions.ofRecord(Optional.empty()), this::onStep)) {
                await().atMost(LIMIT).until(() -> follower.status().finalized().isPresent());
                faults = play(random, begin, follower);
                nodes.forEach(Endpoint::recover);
                chain.buildBlocks(FINALITY_BLOCKS);
                chain.finalizeAll();
                awaitBlock(
                        () -> follower.status().finalized(), chain.finalized().number());
                unread = follower.status().unreadBlocks();
                assertThat(client.genesis().toString())
                        .isEqualTo(chain.genesis().hash().toString());
            }
        }
        verify(seed, begin, faults, unread, (System.nanoTime() - startedAt) / 1_000_000_000L);
    }

    /** @return how many endpoint faults there were */
    private int play(Random random, BlockRef begin, RentalFollower follower) {
        Set<Long> forksAt = places(random, FORKS);
        Set<Long> faultsAt = places(random, FAULTS);
        int faults = 0;
        long step = 0;
        while (step < BLOCKS) {
            step++;
            act(random);
            lie(step);
            if (forksAt.contains(step)) {
                fork(random, follower);
            }
            chain.finalizeUpTo(Math.max(begin.number(), chain.best().number() - FINALITY_BLOCKS));
            long now = step;
            nodes.stream()
                    .filter(node -> recoverAt.getOrDefault(node, Long.MAX_VALUE) <= now)
                    .forEach(this::recover);
            if (faultsAt.contains(step)) {
                fail(random, now);
                faults++;
            }
            awaitBlock(() -> follower.status().best(), chain.best().number() - SLACK_BLOCKS);
        }
        return faults;
    }

    private void lie(long step) {
        int index = (int) (step / LIE_EVERY_BLOCKS) - 1;
        if (step % LIE_EVERY_BLOCKS == 0 && index < liars.size()) {
            Endpoint liar = liars.get(index);
            liar.lie(LIES.get(index));
            if (LIES.get(index) == Lie.WRONG_GENESIS || LIES.get(index) == Lie.WRONG_HASHES) {
                liar.cut(); // asked for by whoever connects, and for a gap
            }
        }
    }

    /** Every other time the follower has told all that is dropped; else it may be behind, or without a node. */
    private void fork(Random random, RentalFollower follower) {
        if (random.nextBoolean()) {
            nodes.forEach(this::recover);
            awaitBlock(() -> follower.status().best(), chain.best().number());
        }
        long room = chain.best().number() - chain.finalized().number();
        chain.fork((int) Math.min(room, 1 + random.nextInt(FINALITY_BLOCKS - 1)));
    }

    private void act(Random random) {
        int dice = random.nextInt(10);
        MachineId machine = MACHINES.get(random.nextInt(MACHINES.size()));
        if (dice < 3) {
            try {
                orders.add(chain.rent(machine, 1, RENT_BLOCKS));
            } catch (IllegalStateException noGpuIsFree) {
                // the refused extrinsic stands in its block all the same
            }
        } else if (dice < 6 && !orders.isEmpty()) {
            List<RentOrderId> all = List.copyOf(orders);
            RentOrderId order = all.get(random.nextInt(all.size()));
            orders.remove(order);
            chain.confirm(order);
        } else {
            chain.buildBlock();
        }
    }

    private void fail(Random random, long step) {
        Endpoint node = nodes.get(random.nextInt(NODES));
        int healthy = NODES - recoverAt.size();
        if (healthy == 1 && !recoverAt.containsKey(node)) {
            nodes.forEach(this::recover);
        }
        recover(node);
        switch (Fault.values()[random.nextInt(Fault.values().length)]) {
            case CUT -> node.cut();
            case CUT_ALL ->
                nodes.stream().filter(one -> !recoverAt.containsKey(one)).forEach(Endpoint::cut);
            case SHUT -> hold(node::shut, node, step, random);
            case LAG -> hold(() -> node.lag(1 + random.nextInt(3)), node, step, random);
            case HANG -> hold(node::hang, node, step, random);
        }
    }

    private void hold(Runnable fault, Endpoint node, long step, Random random) {
        fault.run();
        recoverAt.put(node, step + 3 + random.nextInt(15));
    }

    private void recover(Endpoint node) {
        if (recoverAt.remove(node) != null) {
            node.recover();
        }
    }

    private static Set<Long> places(Random random, int count) {
        Set<Long> places = new HashSet<>();
        while (places.size() < count) {
            places.add(FINALITY_BLOCKS + 1L + random.nextInt(BLOCKS - FINALITY_BLOCKS - 1));
        }
        return places;
    }

    private void onStep(List<RentalNews> news, RentalFeed feed, Instant observedAt) {
        told.addAll(news);
    }

    private void verify(long seed, BlockRef begin, int faults, long unread, long seconds) throws Exception {
        List<String> onChain = new ArrayList<>();
        Set<String> canonical = new HashSet<>();
        try (ChainClient other = ChainClient.connect(chain.openNode().uri().toString())) {
            read(other, begin, onChain, canonical);
        }
        List<String> asFinal = told.stream()
                .filter(RentalNews::isFinal)
                .map(RentalFeedUnderFaultsTest::shown)
                .toList();
        List<String> asBest = told.stream()
                .filter(news -> !news.isFinal() && news.kind() != Kind.RETRACTED)
                .map(news -> shown(news) + " round " + news.round())
                .toList();
        List<String> takenBack = told.stream()
                .filter(news -> news.kind() == Kind.RETRACTED)
                .map(news -> shown(news) + " round " + news.round())
                .toList();
        long missed = onChain.stream().filter(one -> !asFinal.contains(one)).count();
        long doubled = repeats(asFinal) + repeats(asBest);
        System.out.printf(
                "figures: rental feed over %d blocks with %d forks and %d endpoint faults and %d lying nodes: %d told as final, %d of best blocks, "
                        + "%d taken back, %d missed, %d doubled, %d unread, %d s, seed %d%n",
                chain.best().number() - begin.number(),
                FORKS,
                faults,
                LIES.size(),
                asFinal.size(),
                asBest.size(),
                takenBack.size(),
                missed,
                doubled,
                unread,
                seconds,
                seed);
        assertThat(onChain).as("something happened").hasSizeGreaterThan(BLOCKS / 20);
        assertThat(asFinal).containsExactlyInAnyOrderElementsOf(onChain);
        assertThat(asBest).doesNotHaveDuplicates();
        assertThat(takenBack).isNotEmpty().doesNotHaveDuplicates();
        assertThat(asBest).containsAll(takenBack);
        assertThat(takenBack)
                .as("what stood in a dropped block")
                .containsAll(asBest.stream()
                        .filter(one -> canonical.stream().noneMatch(one::contains))
                        .toList());
        assertThat(unread).isZero();
    }

    private static long repeats(List<String> all) {
        return (long) all.size() - new HashSet<>(all).size();
    }

    /** What happened, in each block of the finalized chain: orders that came and went, and who confirmed. */
    private void read(ChainClient other, BlockRef begin, List<String> onChain, Set<String> canonical) throws Exception {
        Map<MachineId, List<Long>> before = new HashMap<>();
        Set<Long> confirmed = new HashSet<>();
        Map<Long, MachineId> machineOf = new HashMap<>();
        for (long number = begin.number() + 1; number <= chain.finalized().number(); number++) {
            BlockView block = other.at(other.getBlockHash(number));
            canonical.add(block.hash().toString());
            for (MachineId machine : MACHINES) {
                List<Long> now = orders(block, machine);
                List<Long> then = before.getOrDefault(machine, List.of());
                for (long order : now) {
                    if (!then.contains(order)) {
                        machineOf.put(order, machine);
                        onChain.add(shown(Kind.ORDERED, machine, order, block));
                    }
                }
                for (long order : then) {
                    if (!now.contains(order)) {
                        onChain.add(
                                shown(confirmed.contains(order) ? Kind.ENDED : Kind.EXPIRED, machine, order, block));
                    }
                }
                before.put(machine, now);
            }
            for (var event : block.events()) {
                if (event.pallet().equals("RentMachine") && event.name().equals("ConfirmRent")) {
                    long order = new Value.Struct(event.fields()).field("0").asLong();
                    confirmed.add(order);
                    MachineId machine = machineOf.get(order);
                    if (machine != null) {
                        onChain.add(shown(Kind.CONFIRMED, machine, order, block));
                    }
                }
            }
        }
    }

    private static List<Long> orders(BlockView block, MachineId machine) throws Exception {
        return block.storage(
                        "RentMachine",
                        "MachineRentOrder",
                        Value.of(machine.hex().getBytes(StandardCharsets.US_ASCII)))
                .map(stored -> stored.field("rent_order").asItems().stream()
                        .map(Value::asLong)
                        .toList())
                .orElse(List.of());
    }

    private static String shown(Kind kind, MachineId machine, long order, BlockView block) {
        return "%s %s of %s in %s".formatted(kind, Long.toUnsignedString(order), machine, block.hash());
    }

    private static String shown(RentalNews news) {
        return "%s %s of %s in %s"
                .formatted(
                        news.retracted().orElse(news.kind()),
                        news.order().map(Object::toString).orElse("-"),
                        news.machine(),
                        news.block().hash());
    }

    private static void awaitBlock(Supplier<Optional<FollowerStatus.BlockAt>> known, long number) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(2))
                .until(() ->
                        known.get().filter(at -> at.block().number() >= number).isPresent());
    }

    /** As usual, only faster: here a block takes milliseconds. */
    private static ChainOptions options() {
        return ChainOptions.DEFAULT
                .withLimits(
                        RpcLimits.DEFAULT.withCallTimeout(Duration.ofSeconds(1)).withPingEvery(Duration.ofMillis(500)))
                .withPolicy(PoolPolicy.DEFAULT
                        .withSilence(Duration.ofSeconds(1))
                        .withLagGrace(Duration.ofMillis(200))
                        .withRetries(Duration.ofMillis(20), Duration.ofMillis(500))
                        .withQuarantine(Duration.ofMillis(200)));
    }
}

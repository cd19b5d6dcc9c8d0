package io.dbcpool.substrate.heads;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.chain.ChainOptions;
import io.dbcpool.substrate.endpoints.PoolPolicy;
import io.dbcpool.substrate.node.ScriptedChain;
import io.dbcpool.substrate.node.ScriptedNode;
import io.dbcpool.substrate.rpc.RpcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One reader and a real connection; what was told, put together, must be the chain. */
class HeadStreamTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final ChainOptions OPTIONS = ChainOptions.DEFAULT.withPolicy(
            PoolPolicy.DEFAULT.withRetries(Duration.ofMillis(20), Duration.ofMillis(100)));

    private final ScriptedChain chain = new ScriptedChain("heads");
    private final ScriptedNode node = new ScriptedNode(chain);
    private final List<BlockRef> best = new ArrayList<>();
    private final List<BlockRef> finalized = new ArrayList<>();
    private final List<BlockRef> dropped = new ArrayList<>();

    @AfterEach
    void close() {
        node.close();
    }

    private ChainClient connect() throws RpcException {
        return ChainClient.connect(List.of(node.endpoint()), OPTIONS);
    }

    /** Reads on until that block is the best one told, and that one the last finalized. */
    private void readTo(HeadStream stream, Header wantedBest, Header wantedFinalized) throws Exception {
        long until = System.nanoTime() + SOON.toNanos();
        while (!stream.position().bestBlock().equals(wantedBest.ref())
                || !stream.position().finalized().equals(wantedFinalized.ref())) {
            assertThat(System.nanoTime()).as("told only %s", stream.position()).isLessThan(until);
            try {
                stream.next(SOON).ifPresent(this::take);
            } catch (RpcException nodeIsAway) {
                Thread.onSpinWait();
            }
        }
    }

    /** Does what it is told, and refuses to be told wrongly. */
    private void take(HeadChange change) {
        for (BlockRef block : change.dropped()) {
            assertThat(best.remove(best.size() - 1)).isEqualTo(block);
            dropped.add(block);
        }
        for (Header header : change.added()) {
            BlockRef before = best.isEmpty() ? chain.genesis().ref() : best.get(best.size() - 1);
            assertThat(header.parent()).isEqualTo(before.hash());
            best.add(header.ref());
        }
        for (Header header : change.finalized()) {
            assertThat(header.number()).isEqualTo(finalized.size() + 1);
            finalized.add(header.ref());
            assertThat(best.get(finalized.size() - 1)).isEqualTo(header.ref());
        }
    }

    private BlockRef[] refs(Header head) {
        BlockRef[] refs = new BlockRef[(int) head.number()];
        for (Header at = head; at.number() > 0; at = chain.get(at.parent())) {
            refs[(int) at.number() - 1] = at.ref();
        }
        return refs;
    }

    @Test
    void tellsWhatAForkDropped() throws Exception {
        try (ChainClient client = connect()) {
            HeadStream stream = client.follow();
            Header shared = chain.block(chain.genesis());
            Header lost = chain.blocks(shared, 2);
            node.goTo(lost);
            readTo(stream, lost, chain.genesis());
            Header kept = chain.blocks(shared, 3);
            node.goTo(kept, shared);
            readTo(stream, kept, shared);
            assertThat(dropped)
                    .containsExactly(lost.ref(), chain.get(lost.parent()).ref());
            assertThat(best).containsExactly(refs(kept));
        }
    }

    @Test
    void fetchesTheBlocksThatCameWhileTheConnectionWasAway() throws Exception {
        try (ChainClient client = connect()) {
            HeadStream stream = client.follow();
            Header before = chain.blocks(chain.genesis(), 3);
            node.goTo(before, before);
            readTo(stream, before, before);
            node.silence(true);
            node.cutConnections();
            Header settled = chain.blocks(before, 300);
            Header after = chain.blocks(settled, 5);
            node.goTo(after, settled);
            node.silence(false);
            readTo(stream, after, settled);
            assertThat(best).containsExactly(refs(after));
            assertThat(finalized).containsExactly(refs(settled));
        }
    }

    @Test
    void goesOnFromWhereAnotherStreamStopped() throws Exception {
        Header settled = chain.blocks(chain.genesis(), 10);
        node.goTo(settled, settled);
        try (ChainClient client = connect()) {
            HeadStream stream = client.follow(chain.genesis().ref());
            readTo(stream, settled, settled);
            Header later = chain.blocks(settled, 10);
            node.goTo(later, later);
            readTo(client.follow(stream.position().finalized()), later, later);
            assertThat(finalized).containsExactly(refs(later));
        }
    }

    @Test
    void saysNothingWhereNothingHappens() throws Exception {
        try (ChainClient client = connect()) {
            HeadStream stream = client.follow();
            assertThat(stream.next(Duration.ofMillis(50))).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsToldIsTheChainWhateverForksThereAreAndHoweverOftenTheConnectionBreaks(long seed) throws Exception {
        Random random = new Random(seed);
        try (ChainClient client = connect()) {
            HeadStream stream = client.follow();
            Header head = chain.genesis();
            Header settled = chain.genesis();
            for (int i = 0; i < 120; i++) {
                Header from = head;
                while (from.number() > settled.number() && random.nextInt(3) == 0) {
                    from = chain.get(from.parent());
                }
                head = chain.blocks(from, 1 + random.nextInt(4) + (int) (head.number() - from.number()));
                if (random.nextInt(3) == 0) {
                    Header next = head;
                    long wanted = settled.number() + random.nextInt((int) (head.number() - settled.number()) + 1);
                    while (next.number() > wanted) {
                        next = chain.get(next.parent());
                    }
                    settled = next;
                }
                node.goTo(head, settled);
                if (random.nextInt(20) == 0) {
                    node.cutConnections();
                }
                if (random.nextInt(2) == 0) {
                    try {
                        stream.next(Duration.ofMillis(5)).ifPresent(this::take);
                    } catch (RpcException nodeIsAway) {
                        // The next call tells it.
                    }
                }
            }
            readTo(stream, head, settled);
            assertThat(best).containsExactly(refs(head));
            assertThat(finalized).containsExactly(refs(settled));
        }
    }
}

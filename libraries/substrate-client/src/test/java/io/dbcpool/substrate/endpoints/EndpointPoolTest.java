package io.dbcpool.substrate.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.substrate.block.ExtrinsicsRoot;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.chain.ChainOptions;
import io.dbcpool.substrate.node.ScriptedChain;
import io.dbcpool.substrate.node.ScriptedNode;
import io.dbcpool.substrate.rpc.Endpoint;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.substrate.rpc.RpcLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes of a chain, and all that one of them may do to us. */
class EndpointPoolTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final RpcLimits LIMITS = RpcLimits.DEFAULT.withCallTimeout(Duration.ofSeconds(2));

    private static final PoolPolicy POLICY = PoolPolicy.DEFAULT
            .withLagGrace(Duration.ofMillis(300))
            .withRetries(Duration.ofMillis(50), Duration.ofMillis(200));

    private static final int CLOSED_IN_A_FLOOD = 20;

    private final ScriptedChain chain = new ScriptedChain("pool");
    private final ScriptedNode first = new ScriptedNode(chain);
    private final ScriptedNode second = new ScriptedNode(chain);
    private Header head = chain.genesis();

    @BeforeEach
    void grow() {
        grow(3);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private void grow(int blocks) {
        head = chain.blocks(head, blocks);
        first.goTo(head, head);
        second.goTo(head, head);
    }

    private static ChainClient connect(PoolPolicy policy, ScriptedNode... nodes) throws RpcException {
        List<Endpoint> endpoints =
                Arrays.stream(nodes).map(ScriptedNode::endpoint).toList();
        ChainOptions options = ChainOptions.DEFAULT.withPolicy(policy).withLimits(LIMITS);
        return ChainClient.connect(endpoints, options.withStartTimeout(SOON));
    }

    /** With both usable, and the first in use. */
    private ChainClient connectBoth() throws RpcException {
        ChainClient both = connect(POLICY, first, second);
        soon(() ->
                assertThat(both.health()).extracting(EndpointHealth::standing).containsOnly(Standing.USABLE));
        if (!both.endpointInUse().orElseThrow().equals(first.endpoint())) {
            second.cutConnections();
            soon(() -> assertThat(both.endpointInUse()).contains(first.endpoint()));
            soon(() -> assertThat(both.health())
                    .extracting(EndpointHealth::standing)
                    .containsOnly(Standing.USABLE));
        }
        return both;
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(SOON).untilAsserted(assertion);
    }

    private static EndpointHealth health(ChainClient client, ScriptedNode node) {
        return client.health().stream()
                .filter(one -> one.endpoint().equals(node.endpoint()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSecondTakesOverFromOneThatIsGoneAndStaysInUse() throws Exception {
        try (ChainClient client = connectBoth()) {
            int port = first.port();
            first.close();
            soon(() -> assertThat(client.endpointInUse()).contains(second.endpoint()));
            assertThat(client.header(chain.genesis().hash())).isEqualTo(chain.genesis());
            soon(() -> assertThat(health(client, first).reason()).contains("cannot be reached"));
            try (ScriptedNode again = new ScriptedNode(chain, port)) {
                again.goTo(head, head);
                soon(() -> assertThat(health(client, again).standing()).isEqualTo(Standing.USABLE));
                assertThat(client.endpointInUse()).contains(second.endpoint());
            }
        }
    }

    @Test
    void theSecondTakesOverFromOneThatHangs() throws Exception {
        try (ChainClient client = connectBoth()) {
            first.hang(true);
            grow(1);
            soon(() -> assertThat(client.endpointInUse()).contains(second.endpoint()));
            soon(() -> assertThat(client.bestHead()).isEqualTo(head));
            soon(() -> assertThat(health(client, first).standing()).isNotEqualTo(Standing.USABLE));
        }
    }

    @Test
    void aQuestionThatOneLeavesOpenIsAnsweredByAnother() throws Exception {
        try (ChainClient client = connectBoth()) {
            first.hang(true);
            assertThat(client.header(chain.genesis().hash())).isEqualTo(chain.genesis());
        }
    }

    @Test
    void theSecondTakesOverFromOneThatFallsBehind() throws Exception {
        try (ChainClient client = connectBoth()) {
            head = chain.block(head);
            second.goTo(head, head);
            soon(() -> assertThat(health(client, first).standing()).isEqualTo(Standing.BEHIND));
            assertThat(health(client, first).reason()).isEqualTo("another node announced blocks that it has not");
            assertThat(client.endpointInUse()).contains(second.endpoint());
        }
    }

    @Test
    void oneThatIsSyncingIsNotUsed() throws Exception {
        first.syncing(true);
        try (ChainClient client = connect(POLICY, first, second)) {
            soon(() -> assertThat(health(client, first).standing()).isEqualTo(Standing.SYNCING));
            soon(() -> assertThat(client.endpointInUse()).contains(second.endpoint()));
        }
    }

    @Test
    void aSubscriptionThatDiedIsMadeAnewThoughTheConnectionLives() throws Exception {
        try (ChainClient client = connect(POLICY.withSilence(Duration.ofMillis(400)), first)) {
            first.silence(true);
            grow(2);
            first.silence(false);
            soon(() -> assertThat(client.bestHead()).isEqualTo(head));
        }
    }

    @Test
    void aChainThatStandsStillIsNoReasonToLeaveANode() throws Exception {
        try (ChainClient client = connect(POLICY.withSilence(Duration.ofMillis(100)), first)) {
            soon(() -> assertThat(first.asked().stream().filter("chain_getHeader"::equals))
                    .hasSizeGreaterThan(5));
            assertThat(first.asked().stream().filter("chain_subscribeNewHeads"::equals))
                    .hasSize(1);
            assertThat(client.health().get(0).headAge().orElseThrow()).isGreaterThan(Duration.ofMillis(300));
        }
    }

    @Test
    void aNodeOfAnotherChainIsDroppedForGood() throws Exception {
        ScriptedChain elsewhere = new ScriptedChain("elsewhere");
        try (ScriptedNode stranger = new ScriptedNode(elsewhere);
                ChainClient client = connect(
                        POLICY.withGenesis(chain.genesis().hash()).withQuarantine(Duration.ofMillis(1)),
                        stranger,
                        second)) {
            soon(() -> assertThat(health(client, stranger).standing()).isEqualTo(Standing.DROPPED));
            assertThat(health(client, stranger).reason())
                    .contains("its genesis block is " + elsewhere.genesis().hash())
                    .contains("wanted is " + chain.genesis().hash());
            assertThat(client.endpointInUse()).contains(second.endpoint());
            soon(() -> assertThat(stranger.connections()).isZero());
            grow(1);
            soon(() -> assertThat(client.bestHead()).isEqualTo(head));
            assertThat(stranger.asked().stream().filter("system_health"::equals))
                    .hasSize(1);
        }
    }

    /** What a node may answer wrongly, and what is said of it then. */
    enum Lie {
        BAD_JSON("wanted JSON, but it breaks at character"),
        WRONG_ID("it answered a call that nobody made"),
        HUGE_MESSAGE("it sent a message of more than 16777216 characters"),
        WRONG_HASH("wanted the header of block"),
        NO_HEADER("asked for chain_getHeader, wanted text, but found nothing"),
        EXTRINSIC_LEFT_OUT("has other extrinsics than these 0");

        private final String reason;

        Lie(String reason) {
            this.reason = reason;
        }
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void aNodeThatAnswersWronglyIsDroppedWithTheReasonAndTheNextOneAsked(Lie lie) throws Exception {
        Header block = chain.block(head, new byte[] {4, 1});
        head = block;
        grow(1);
        try (ChainClient client = connectBoth()) {
            teach(lie, block);
            if (lie == Lie.EXTRINSIC_LEFT_OUT) {
                assertThat(client.block(block.hash()).extrinsics()).hasSize(1);
            } else {
                assertThat(client.header(block.hash())).isEqualTo(block);
            }
            soon(() -> assertThat(health(client, first).standing()).isEqualTo(Standing.DROPPED));
            assertThat(health(client, first).reason())
                    .startsWith("answers wrongly: ")
                    .contains(lie.reason);
            assertThat(client.endpointInUse()).contains(second.endpoint());
        }
    }

    private void teach(Lie lie, Header block) {
        switch (lie) {
            case BAD_JSON -> first.lie("chain_getHeader", request -> "nay");
            case WRONG_ID ->
                first.lie("chain_getHeader", request -> "{\"jsonrpc\":\"2.0\",\"id\":123456,\"result\":null}");
            case HUGE_MESSAGE -> first.lie("chain_getHeader", request -> " ".repeat(17_000_000));
            case WRONG_HASH -> first.answer("chain_getHeader", params -> ScriptedNode.headerJson(chain.genesis()));
            case NO_HEADER ->
                first.answer("chain_getHeader", params -> {
                    ObjectNode header = ScriptedNode.headerJson(block);
                    header.remove("stateRoot");
                    return header;
                });
            case EXTRINSIC_LEFT_OUT ->
                first.answer("chain_getBlock", params -> {
                    ObjectNode answer = ScriptedNode.headerJson(block).objectNode();
                    answer.putObject("block")
                            .put("note", lie.name().toLowerCase(Locale.ROOT))
                            .set("header", ScriptedNode.headerJson(block));
                    ((ObjectNode) answer.get("block")).putArray("extrinsics");
                    return answer;
                });
        }
    }

    /** Which head a node invents. */
    enum Invented {
        BEST,
        FINALIZED
    }

    @ParameterizedTest
    @EnumSource(Invented.class)
    void aHeadThatItsNodeDoesNotKnowItselfIsForgottenAndTheNodeDropped(Invented kind) throws Exception {
        Header invented =
                Header.of(head.hash(), 1_000_000, head.stateRoot(), ExtrinsicsRoot.of(List.of(), 0), List.of());
        try (ChainClient client = connectBoth()) {
            first.goTo(kind == Invented.BEST ? invented : head, kind == Invented.FINALIZED ? invented : head);
            soon(() -> assertThat(health(client, first).standing()).isEqualTo(Standing.DROPPED));
            assertThat(health(client, first).reason())
                    .isEqualTo(
                            "answers wrongly: it announced block %s, which it does not know".formatted(invented.ref()));

            head = chain.block(head);
            second.goTo(head, head);
            soon(() -> assertThat(client.bestHead()).isEqualTo(head));
            soon(() -> assertThat(client.finalizedHead()).isEqualTo(head));
        }
    }

    @Test
    void aNodeThatWasDroppedMayTryAgainWhenItsTimeIsOver() throws Exception {
        PoolPolicy policy = POLICY.withQuarantine(Duration.ofMillis(500));
        try (ChainClient client = connect(policy, first)) {
            first.sendAll("nonsense");
            soon(() -> assertThat(health(client, first).standing()).isEqualTo(Standing.DROPPED));
            soon(() -> assertThat(health(client, first).standing()).isEqualTo(Standing.USABLE));
        }
    }

    @Test
    void aBlockThatOneNodeDoesNotKnowIsAskedOfTheOther() throws Exception {
        try (ChainClient client = connectBoth()) {
            first.answer("chain_getHeader", params -> NullNode.getInstance());
            assertThat(client.header(head.parent()).number()).isEqualTo(2);
            assertThat(health(client, first).standing()).isEqualTo(Standing.USABLE);
        }
    }

    @Test
    void whenNobodyIsThereItSaysWhyOfEach() {
        first.close();
        second.close();
        ChainOptions hasty = ChainOptions.DEFAULT.withPolicy(POLICY).withStartTimeout(Duration.ofMillis(700));
        assertThatThrownBy(() -> ChainClient.connect(List.of(first.endpoint(), second.endpoint()), hasty))
                .isInstanceOf(RpcException.Unavailable.class)
                .hasMessageMatching("no endpoint is usable: %s cannot be reached: .*; %s cannot be reached: .*"
                        .formatted(first.endpoint(), second.endpoint()));
    }

    @Test
    void aFloodOfHeadsIsNotKept() throws Exception {
        try (ChainClient client = connect(POLICY, first)) {
            for (int i = 0; i < 2_000; i++) {
                head = chain.block(head);
                first.goTo(head);
            }
            soon(() -> assertThat(client.bestHead()).isEqualTo(head));
        }
    }

    /** What was announced just before is taken up or dropped, and no thread fails at it. */
    @Test
    void isClosedInTheMidstOfAFloodOfHeads() throws Exception {
        Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> faults.add(fault));
        AtomicBoolean floods = new AtomicBoolean(true);
        Thread flood = new Thread(() -> {
            while (floods.get()) {
                head = chain.block(head);
                first.goTo(head);
            }
        });
        try {
            flood.start();
            for (int i = 0; i < CLOSED_IN_A_FLOOD; i++) {
                connect(POLICY, first).close();
            }
        } finally {
            floods.set(false);
            flood.join();
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(faults).isEmpty();
    }
}

package io.dbcpool.substrate.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.chain.ChainOptions;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.node.ScriptedChain;
import io.dbcpool.substrate.node.ScriptedNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmitterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] BYTES = {12, 1, 2, 3};

    private final ScriptedChain chain = new ScriptedChain("submit");
    private final ScriptedNode first = new ScriptedNode(chain);
    private final ScriptedNode second = new ScriptedNode(chain);
    private final List<Stage> stages = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private CompletableFuture<SubmitOutcome> submit(ChainClient client, OptionalLong diesAt) {
        SignedExtrinsic extrinsic = new SignedExtrinsic(BYTES, AccountId.of(new byte[32]), 0, diesAt);
        return CompletableFuture.supplyAsync(
                () -> new Submitter(client).submit(extrinsic, chain.genesis().ref(), PATIENCE, stages::add));
    }

    private ChainClient connect(ScriptedNode... nodes) throws Exception {
        return ChainClient.connect(
                Arrays.stream(nodes).map(ScriptedNode::endpoint).toList(), ChainOptions.DEFAULT);
    }

    private static SubmitOutcome outcome(CompletableFuture<SubmitOutcome> pending) throws Exception {
        return pending.get(60, TimeUnit.SECONDS);
    }

    @Test
    void isFoundInItsBlockWithoutTheNodesHelp() throws Exception {
        try (ChainClient client = connect(first)) {
            CompletableFuture<SubmitOutcome> pending = submit(client, OptionalLong.of(64));
            await().atMost(PATIENCE).until(() -> first.submitted().size() == 1);
            assertThat(first.submitted().get(0)).isEqualTo(BYTES);
            Header block = chain.block(chain.genesis(), new byte[] {4, 9}, BYTES);
            first.goTo(block);
            Header above = chain.block(block);
            first.goTo(above, block);
            assertThat(outcome(pending))
                    .isEqualTo(new SubmitOutcome.Finalized(new Inclusion(block.ref(), 1, List.of(), Optional.empty())));
        }
    }

    @Test
    void aForkThatTakesItOutIsToldAndItIsFoundWhereItComesAgain() throws Exception {
        try (ChainClient client = connect(first)) {
            CompletableFuture<SubmitOutcome> pending = submit(client, OptionalLong.of(64));
            Header lost = chain.block(chain.genesis(), BYTES);
            first.goTo(lost);
            await().atMost(PATIENCE).until(() -> stages.stream().anyMatch(Stage.InBestBlock.class::isInstance));
            Header other = chain.blocks(chain.genesis(), 2);
            first.goTo(other);
            await().atMost(PATIENCE).until(() -> stages.contains(new Stage.Retracted(lost.ref())));
            Header again = chain.block(other, BYTES);
            first.goTo(chain.block(again), again);
            assertThat(outcome(pending))
                    .isInstanceOfSatisfying(
                            SubmitOutcome.Finalized.class,
                            done -> assertThat(done.inclusion().block()).isEqualTo(again.ref()));
        }
    }

    @Test
    void theSameBytesGoToTheNodeThatTakesOver() throws Exception {
        try (ChainClient client = connect(first, second)) {
            await().atMost(PATIENCE).until(() -> client.endpointInUse().isPresent());
            ScriptedNode inUse = client.endpointInUse().orElseThrow().equals(first.endpoint()) ? first : second;
            ScriptedNode standby = inUse == first ? second : first;
            CompletableFuture<SubmitOutcome> pending = submit(client, OptionalLong.of(64));
            await().atMost(PATIENCE).until(() -> inUse.submitted().size() == 1);
            inUse.close();
            await().atMost(PATIENCE).until(() -> standby.submitted().size() == 1);
            assertThat(standby.submitted().get(0)).isEqualTo(BYTES);
            Header block = chain.block(chain.genesis(), BYTES);
            standby.goTo(chain.block(block), block);
            assertThat(outcome(pending)).isInstanceOf(SubmitOutcome.Finalized.class);
        }
    }

    @Test
    void whatIsInNoBlockOfItsEraIsCertainlyInNone() throws Exception {
        try (ChainClient client = connect(first)) {
            CompletableFuture<SubmitOutcome> pending = submit(client, OptionalLong.of(5));
            await().atMost(PATIENCE).until(() -> first.submitted().size() == 1);
            Header end = chain.blocks(chain.genesis(), 5);
            first.goTo(end, end);
            assertThat(outcome(pending))
                    .isInstanceOfSatisfying(
                            SubmitOutcome.NeverIncluded.class,
                            never -> assertThat(never.reason()).isEqualTo(SubmitOutcome.Reason.ERA_OVER));
        }
    }

    @Test
    void whatNoNodeTakesIsInvalid() throws Exception {
        for (ScriptedNode node : List.of(first, second)) {
            for (String method : List.of("author_submitAndWatchExtrinsic", "author_submitExtrinsic")) {
                node.answer(method, SubmitterTest::refuse);
            }
        }
        try (ChainClient client = connect(first, second)) {
            assertThat(outcome(submit(client, OptionalLong.of(64))))
                    .isEqualTo(
                            new SubmitOutcome.NeverIncluded(
                                    SubmitOutcome.Reason.INVALID,
                                    "the node refuses author_submitAndWatchExtrinsic with 1010 Invalid Transaction: bad signature"));
            assertThat(stages).hasOnlyElementsOfType(Stage.NotTaken.class);
        }
    }

    @Test
    void aRefusalOfWhatIsInABlockAlreadyDecidesNothing() throws Exception {
        first.answer("author_submitAndWatchExtrinsic", SubmitterTest::refuse);
        Header block = chain.block(chain.genesis(), BYTES);
        first.goTo(chain.block(block), block);
        try (ChainClient client = connect(first)) {
            assertThat(outcome(submit(client, OptionalLong.of(64)))).isInstanceOf(SubmitOutcome.Finalized.class);
        }
    }

    @Test
    void aNodesWordOnItsPoolIsPassedOnAndDecidesNothing() throws Exception {
        try (ChainClient client = connect(first)) {
            CompletableFuture<SubmitOutcome> pending = submit(client, OptionalLong.of(64));
            await().atMost(PATIENCE).until(() -> stages.stream().anyMatch(Stage.Sent.class::isInstance));
            first.tellWatchers("\"ready\"");
            first.tellWatchers("{\"usurped\":\"0x00\"}");
            first.tellWatchers("\"invalid\"");
            first.tellWatchers("\"dropped\"");
            await().atMost(PATIENCE).until(() -> stages.contains(new Stage.PoolSays(PoolSign.DROPPED)));
            assertThat(stages)
                    .contains(
                            new Stage.PoolSays(PoolSign.READY),
                            new Stage.PoolSays(PoolSign.USURPED),
                            new Stage.PoolSays(PoolSign.INVALID));
            first.goTo(chain.block(chain.genesis()));
            await().atMost(PATIENCE).until(() -> first.submitted().size() == 2);
            Header block = chain.block(chain.genesis(), BYTES);
            first.goTo(chain.block(block), block);
            assertThat(outcome(pending)).isInstanceOf(SubmitOutcome.Finalized.class);
        }
    }

    @Test
    void whoeverFollowsLaterFindsItWithoutSendingIt() throws Exception {
        Header block = chain.block(chain.blocks(chain.genesis(), 140), BYTES);
        Header end = chain.blocks(block, 20);
        first.goTo(end, end);
        try (ChainClient client = connect(first)) {
            SignedExtrinsic extrinsic = new SignedExtrinsic(BYTES, AccountId.of(new byte[32]), 0, OptionalLong.empty());
            assertThat(new Submitter(client).follow(extrinsic, chain.genesis().ref(), PATIENCE, stages::add))
                    .isInstanceOf(SubmitOutcome.Finalized.class);
            assertThat(first.submitted()).isEmpty();
        }
    }

    @Test
    void impatienceIsAnOutcomeToo() throws Exception {
        try (ChainClient client = connect(first)) {
            SignedExtrinsic extrinsic = new SignedExtrinsic(BYTES, AccountId.of(new byte[32]), 0, OptionalLong.of(64));
            assertThat(new Submitter(client)
                            .submit(extrinsic, chain.genesis().ref(), Duration.ofSeconds(1), stages::add))
                    .isEqualTo(
                            new SubmitOutcome.Unknown(OptionalLong.of(64), "it was sent, and is in no block so far"));
        }
    }

    private static JsonNode refuse(JsonNode params) {
        throw new ScriptedNode.Refusal(1010, "Invalid Transaction", "bad signature");
    }
}

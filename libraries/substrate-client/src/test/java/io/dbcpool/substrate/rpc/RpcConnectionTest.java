package io.dbcpool.substrate.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.node.ScriptedChain;
import io.dbcpool.substrate.node.ScriptedNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcConnectionTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final RpcLimits LIMITS = RpcLimits.DEFAULT.withCallTimeout(SOON);

    private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScriptedChain chain = new ScriptedChain("one");
    private final ScriptedNode node = new ScriptedNode(chain);

    @AfterEach
    void close() {
        node.close();
        clock.shutdownNow();
    }

    private RpcConnection connect(RpcLimits limits) throws Exception {
        return RpcConnection.open(node.endpoint(), limits, http, clock).get(20, TimeUnit.SECONDS);
    }

    @Test
    void answersBelongToTheirCallsHoweverManyThereAre() throws Exception {
        node.answer("echo", params -> params.path(0));
        try (RpcConnection connection = connect(LIMITS)) {
            List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
            List<Thread> askers = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Thread asker = new Thread(() -> {
                    for (int i = 0; i < 200; i++) {
                        CompletableFuture<JsonNode> answer = connection.request("echo", i);
                        JsonNode wanted = IntNode.valueOf(i);
                        synchronized (answers) {
                            answers.add(answer.thenApply(found -> {
                                assertThat(found).isEqualTo(wanted);
                                return found;
                            }));
                        }
                    }
                });
                asker.start();
                askers.add(asker);
            }
            for (Thread asker : askers) {
                asker.join();
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            assertThat(answers).hasSize(800);
        }
    }

    @Test
    void readsAnswersOfMegabytesInTheirParts() throws Exception {
        String large = "x".repeat(3_000_000);
        node.answer("large", params -> TextNode.valueOf(large));
        try (RpcConnection connection = connect(LIMITS)) {
            assertThat(connection.call("large").textValue()).isEqualTo(large);
        }
    }

    @Test
    void aRefusalIsToldWithItsNumberAndReason() throws Exception {
        node.answer("submit", params -> {
            throw new ScriptedNode.Refusal(1010, "Invalid Transaction", "Transaction is outdated");
        });
        try (RpcConnection connection = connect(LIMITS)) {
            assertThatThrownBy(() -> connection.call("submit"))
                    .isInstanceOfSatisfying(
                            RpcException.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(1010))
                    .hasMessage("the node refuses submit with 1010 Invalid Transaction: Transaction is outdated");
        }
    }

    @Test
    void aNodeThatHangsCostsTheCallTimeoutAndALateAnswerHarmsNobody() throws Exception {
        node.answer("echo", params -> params.path(0));
        try (RpcConnection connection = connect(LIMITS.withCallTimeout(Duration.ofMillis(200)))) {
            node.hang(true);
            assertThatThrownBy(() -> connection.call("echo", 1))
                    .isInstanceOf(RpcException.Unavailable.class)
                    .hasMessageContaining("did not answer echo within PT0.2S");
            node.hang(false);
            // The first call of a connection has id 1.
            node.sendAll("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":5}");
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(connection.call("echo", 2).intValue()).isEqualTo(2));
            assertThat(connection.ended()).isNotDone();
        }
    }

    @Test
    void aNodeThatAnswersNoPingIsGone() throws Exception {
        try (RpcConnection connection = connect(LIMITS.withPingEvery(Duration.ofMillis(100)))) {
            node.hang(true);
            assertThat(connection.ended().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(RpcException.Unavailable.class)
                    .hasMessageContaining("has sent nothing for");
        }
    }

    @Test
    void pingsKeepAQuietConnectionAlive() throws Exception {
        try (RpcConnection connection = connect(LIMITS.withPingEvery(Duration.ofSeconds(1)))) {
            long until = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            await().atMost(SOON).until(() -> System.nanoTime() > until);
            assertThat(connection.ended()).isNotDone();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no JSON|{nonsense|wanted JSON, but it breaks at character",
                "a wrong id|{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":1}|it answered a call that nobody made",
                "no id|{\"jsonrpc\":\"2.0\",\"result\":1}|wanted the number of a call in field id",
                "a batch|[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}]|wanted a JSON object, but found ARRAY"
            })
    void aWrongAnswerEndsTheConnectionForEverybody(String kind, String message, String reason) throws Exception {
        node.lie("lie", request -> message);
        try (RpcConnection connection = connect(LIMITS)) {
            RpcSubscription heads = connection.subscribe("chain_subscribeNewHeads", "chain_unsubscribeNewHeads");
            assertThatThrownBy(() -> connection.call("lie"))
                    .isInstanceOf(RpcException.WrongAnswer.class)
                    .hasMessageContaining(reason);
            assertThatThrownBy(() -> {
                        while (true) {
                            heads.poll(SOON);
                        }
                    })
                    .isInstanceOf(RpcException.WrongAnswer.class);
            assertThat(connection.ended().get(20, TimeUnit.SECONDS)).isInstanceOf(RpcException.WrongAnswer.class);
        }
    }

    @Test
    void anAnswerTwiceIsAWrongOne() throws Exception {
        node.lie("twice", request -> {
            String answer = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":1}"
                    .formatted(request.path("id").asLong());
            node.sendAll(answer);
            return answer;
        });
        try (RpcConnection connection = connect(LIMITS)) {
            assertThat(connection.call("twice").intValue()).isEqualTo(1);
            assertThat(connection.ended().get(20, TimeUnit.SECONDS)).hasMessageContaining("a call that nobody made");
        }
    }

    @Test
    void bytesInsteadOfTextAreWrong() throws Exception {
        try (RpcConnection connection = connect(LIMITS)) {
            node.sendBytes(new byte[10]);
            assertThat(connection.ended().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(RpcException.WrongAnswer.class)
                    .hasMessageContaining("it sent bytes where text is wanted");
        }
    }

    @Test
    void aMessageOfAHundredMegabytesIsNotReadToItsEnd() throws Exception {
        try (RpcConnection connection = connect(LIMITS)) {
            Thread sender = new Thread(() -> node.sendAll(" ".repeat(100_000_000)));
            sender.start();
            assertThat(connection.ended().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(RpcException.WrongAnswer.class)
                    .hasMessageContaining("it sent a message of more than 16777216 characters");
            sender.join();
        }
    }

    @Test
    void aClosedConnectionIsToldToThoseWhoWait() throws Exception {
        try (RpcConnection connection = connect(LIMITS)) {
            node.hang(true);
            CompletableFuture<JsonNode> pending = connection.request("echo", 1);
            await().atMost(SOON).until(() -> node.asked().contains("echo"));
            node.cutConnections();
            assertThatThrownBy(() -> pending.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RpcException.Unavailable.class);
            assertThatThrownBy(() -> connection.call("echo", 1)).isInstanceOf(RpcException.Unavailable.class);
        }
    }

    @Test
    void moreCallsThanTheLimitAreRefusedAtOnce() throws Exception {
        node.hang(true);
        RpcLimits two = new RpcLimits(SOON, SOON, 1 << 20, 2, 4, SOON);
        try (RpcConnection connection = connect(two)) {
            List<CompletableFuture<JsonNode>> pending = List.of(connection.request("a"), connection.request("b"));
            assertThat(pending).noneMatch(CompletableFuture::isDone);
            assertThatThrownBy(() -> connection.call("c"))
                    .isInstanceOf(RpcException.Unavailable.class)
                    .hasMessageContaining("2 calls wait for");
        }
    }

    @Test
    void aSlowReaderHoldsTheNodeBackAndMissesNothing() throws Exception {
        try (RpcConnection connection = connect(LIMITS.withSubscriptionRoom(4))) {
            RpcSubscription heads = connection.subscribe("chain_subscribeNewHeads", "chain_unsubscribeNewHeads");
            assertThat(heads.poll(SOON)).isPresent();
            Header head = chain.genesis();
            for (int i = 0; i < 50; i++) {
                head = chain.block(head);
                node.goTo(head);
            }
            for (int number = 1; number <= 50; number++) {
                JsonNode next = heads.poll(SOON).orElseThrow();
                assertThat(NodeAnswers.header(next).number()).isEqualTo(number);
            }
        }
    }

    @Test
    void aCallIsNotHeldBackByASlowReaderWhoLosesHisSubscriptionInstead() throws Exception {
        node.answer("echo", params -> params.path(0));
        try (RpcConnection connection = connect(LIMITS.withSubscriptionRoom(4))) {
            RpcSubscription heads = connection.subscribe("chain_subscribeNewHeads", "chain_unsubscribeNewHeads");
            node.goTo(chain.blocks(chain.genesis(), 1));
            for (int i = 0; i < 20; i++) {
                node.goTo(chain.block(chain.genesis()));
            }
            assertThat(connection.call("echo", 5).intValue()).isEqualTo(5);
            assertThatThrownBy(() -> {
                        while (true) {
                            heads.poll(SOON).orElseThrow();
                        }
                    })
                    .isInstanceOf(RpcException.Unavailable.class)
                    .hasMessageContaining("did not keep up");
        }
    }

    @Test
    void aSubscriptionThatIsClosedIsClosedAtTheNodeToo() throws Exception {
        try (RpcConnection connection = connect(LIMITS)) {
            connection
                    .subscribe("chain_subscribeNewHeads", "chain_unsubscribeNewHeads")
                    .close();
            await().atMost(SOON).until(() -> node.asked().contains("chain_unsubscribeNewHeads"));
        }
    }

    @Test
    void aNodeThatIsNotThereIsToldByItsAddressWithoutItsSecrets() {
        node.close();
        Endpoint secret = Endpoint.parse("ws://user:pass@127.0.0.1:%d/key?token=1".formatted(node.port()));
        assertThatThrownBy(() -> RpcConnection.open(secret, LIMITS, http, clock).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RpcException.Unavailable.class)
                .hasMessageContaining("ws://127.0.0.1:%d cannot be reached".formatted(node.port()))
                .hasMessageNotContainingAny("pass", "key", "token");
    }
}

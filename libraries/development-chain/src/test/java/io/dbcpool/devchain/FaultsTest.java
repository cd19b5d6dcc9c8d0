package io.dbcpool.devchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.devchain.contract.Probe;
import io.dbcpool.devchain.rpc.Lie;
import io.dbcpool.devchain.storage.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each way in which a node fails on command; a second node of the same chain does not. */
class FaultsTest {

    private final DevelopmentChain chain = DevelopmentChain.start();
    private final Endpoint faulty = chain.openNode();
    private final Probe probe = new Probe(faulty.uri());

    @AfterEach
    void close() {
        probe.close();
        chain.close();
    }

    @Test
    void aNodeThatLagsSeesEachBlockWhenMoreHaveBeenBuilt() {
        faulty.lag(2);
        JsonNode heads = probe.call("chain_subscribeNewHeads");
        probe.next(heads);
        chain.buildBlocks(3);
        assertThat(number(probe.next(heads))).isEqualTo(1);
        assertThat(number(probe.call("chain_getHeader"))).isEqualTo(1);
        assertThat(probe.call("chain_getBlockHash", 2).isNull()).isTrue();
        faulty.recover();
        assertThat(number(probe.next(heads))).isEqualTo(2);
        assertThat(number(probe.next(heads))).isEqualTo(3);
    }

    @Test
    void aNodeThatHangsStaysConnectedAndSilent() {
        JsonNode heads = probe.call("chain_subscribeNewHeads");
        probe.next(heads);
        faulty.hang();
        CompletableFuture<JsonNode> unanswered = probe.begin("system_health");
        chain.buildBlock();
        try (Probe healthy = new Probe(chain.endpoint())) {
            assertThat(number(healthy.call("chain_getHeader"))).isEqualTo(1);
        }
        assertThat(unanswered).isNotDone();
        assertThat(probe.hasNext(heads)).isFalse();
        assertThat(probe.isClosed()).isFalse();
        faulty.recover();
        chain.buildBlock();
        assertThat(number(probe.next(heads))).isEqualTo(2);
    }

    @Test
    void aNodeOfAnotherChainHasAnotherGenesis() {
        String genesis = probe.call("chain_getBlockHash", 0).asText();
        faulty.lie(Lie.WRONG_GENESIS);
        assertThat(probe.call("chain_getBlockHash", 0).asText()).isNotEqualTo(genesis);
        faulty.recover();
        assertThat(probe.call("chain_getBlockHash", 0).asText()).isEqualTo(genesis);
    }

    @Test
    void hashesHeadersBodiesAndStorageMayBeFalse() {
        chain.buildBlocks(2);
        String hash = probe.call("chain_getBlockHash", 2).asText();
        JsonNode header = probe.call("chain_getHeader", hash);
        String key = Bytes.of(chain.runtime().entry("System", "Number").key()).toString();
        faulty.lie(Lie.WRONG_HASHES);
        assertThat(probe.call("chain_getBlockHash", 2).asText()).isNotEqualTo(hash);
        faulty.lie(Lie.FORGED_HEADERS);
        assertThat(probe.call("chain_getHeader", hash)).isNotEqualTo(header);
        faulty.lie(Lie.SHORT_BLOCKS);
        assertThat(probe.call("chain_getBlock", hash).at("/block/extrinsics")).isEmpty();
        JsonNode stored = probe.call("state_queryStorageAt", List.of(key), hash).path(0);
        faulty.lie(Lie.OTHER_STATE);
        JsonNode another =
                probe.call("state_queryStorageAt", List.of(key), hash).path(0);
        assertThat(another.path("block")).isEqualTo(stored.path("block"));
        assertThat(another.path("changes")).isNotEqualTo(stored.path("changes"));
        faulty.lie(Lie.EMPTY_STORAGE);
        assertThat(probe.call("state_getStorage", key).isNull()).isTrue();
        faulty.recover();
        assertThat(probe.call("chain_getHeader", hash)).isEqualTo(header);
        assertThat(probe.call("state_getStorage", key).isNull()).isFalse();
    }

    @Test
    void answersMayBeNoneAtAll() {
        faulty.lie(Lie.GARBAGE);
        assertThatThrownBy(() -> probe.call("system_health")).isInstanceOf(CompletionException.class);
        faulty.lie(Lie.WRONG_ID);
        long before = probe.messages();
        CompletableFuture<JsonNode> lost = probe.begin("system_health");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> probe.messages() > before);
        faulty.recover();
        probe.call("system_health");
        assertThat(lost).isNotDone();
    }

    @Test
    void aPortMayBeCutOrShutAndComeBack() {
        faulty.cut();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(probe::isClosed);
        new Probe(faulty.uri()).close();
        faulty.shut();
        assertThatThrownBy(() -> new Probe(faulty.uri())).isInstanceOf(CompletionException.class);
        faulty.recover();
        try (Probe again = new Probe(faulty.uri())) {
            assertThat(number(again.call("chain_getHeader"))).isZero();
        }
    }

    @Test
    void anUnknownMethodOrBlockIsRefusedInANodesWords() {
        assertThat(probe.refusal("no_suchMethod").get("code").asInt()).isEqualTo(-32_601);
        String nowhere = "0x" + "11".repeat(32);
        assertThat(probe.refusal("state_getStorage", "0x26aa", nowhere)
                        .get("code")
                        .asInt())
                .isEqualTo(4_003);
        assertThat(probe.call("chain_getHeader", nowhere).isNull()).isTrue();
        assertThat(probe.refusal("state_getStorage", "no hex").get("code").asInt())
                .isEqualTo(-32_602);
        assertThat(probe.refusal("author_submitExtrinsic", "0x1234").get("code").asInt())
                .isEqualTo(1_002);
    }

    private static long number(JsonNode header) {
        return Long.decode(header.get("number").asText());
    }
}

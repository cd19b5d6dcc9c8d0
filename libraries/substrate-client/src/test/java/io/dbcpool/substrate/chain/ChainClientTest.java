package io.dbcpool.substrate.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.SmallRuntime;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.node.ScriptedChain;
import io.dbcpool.substrate.node.ScriptedNode;
import io.dbcpool.substrate.rpc.NodeAnswers;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChainClientTest {

    private static final Metadata METADATA = SmallRuntime.decoded();
    private static final StorageEntry DEPOSITS = METADATA.getPallet("Vault").getStorage("Deposits");

    private final ScriptedChain chain = new ScriptedChain("read");
    private final ScriptedNode node = new ScriptedNode(chain);

    @AfterEach
    void close() {
        node.close();
    }

    private ChainClient connect() throws RpcException {
        return ChainClient.connect(List.of(node.endpoint()), ChainOptions.DEFAULT);
    }

    @Test
    void readsEachBlocksOwnStorage() throws Exception {
        Header first = chain.block(chain.genesis(), Map.of(key(1), deposit(10)));
        Header second = chain.block(first, Map.of(key(1), deposit(20)));
        node.goTo(second);
        try (ChainClient client = connect()) {
            assertThat(amount(client.at(first.hash()))).contains(BigInteger.valueOf(10));
            assertThat(amount(client.at(second.hash()))).contains(BigInteger.valueOf(20));
            assertThat(client.at(chain.genesis().hash()).storage("Vault", "Deposits", account(1)))
                    .isEqualTo(DEPOSITS.whenAbsent());
        }
    }

    private static Optional<BigInteger> amount(BlockView block) throws RpcException {
        return block.storage("Vault", "Deposits", account(1))
                .map(deposit -> deposit.field("amount").asInteger());
    }

    @Test
    void readsManyAndWholeMaps() throws Exception {
        Map<String, byte[]> stored = new HashMap<>();
        for (int i = 0; i < 1_200; i++) {
            stored.put(key(i), deposit(i));
        }
        node.goTo(chain.block(chain.genesis(), stored));
        try (ChainClient client = connect()) {
            List<StorageItem> items = client.best().items("Vault", "Deposits");
            assertThat(items).hasSize(1_200);
            assertThat(items)
                    .allSatisfy(item -> assertThat(item.value().field("who")).isEqualTo(Value.of(new byte[32])));
            assertThat(client.best()
                            .storageOfEach("Vault", "Deposits", List.of(List.of(account(7)), List.of(account(9)))))
                    .extracting(value -> value.orElseThrow().field("amount").asLong())
                    .containsExactly(7L, 9L);
        }
    }

    @Test
    void readsEventsExtrinsicsAndConstants() throws Exception {
        byte[] events = {4, 1, 9, 1, 0};
        String key = NodeAnswers.hex(
                METADATA.getPallet("System").getStorage("Events").key());
        node.goTo(chain.block(chain.genesis(), Map.of(key, events), new byte[] {1, 2, 3}, new byte[] {4}));
        try (ChainClient client = connect()) {
            BlockView best = client.best();
            assertThat(best.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.name()).isEqualTo("Paused"));
            assertThat(best.extrinsics()).containsExactly(new byte[] {1, 2, 3}, new byte[] {4});
            assertThat(best.constant("Vault", "MinDeposit")).isEqualTo(Value.of(1_000));
            assertThat(client.genesis()).isEqualTo(chain.genesis().hash());
            assertThatThrownBy(() -> best.storage("Vault", "Nothing")).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void aBlockIsReadWithTheRuntimeThatMadeItAndTheNextOneIsEncodedForTheOneThatWillMakeIt() throws Exception {
        Header before = chain.block(chain.genesis());
        Header upgrading = chain.block(before);
        chain.upgrade(upgrading, 2);
        Header after = chain.block(upgrading);
        node.goTo(after);
        try (ChainClient client = connect()) {
            assertThat(client.at(upgrading.hash()).runtime().specVersion()).isEqualTo(1);
            assertThat(client.runtimeAfter(upgrading.hash()).specVersion()).isEqualTo(2);
            assertThat(client.at(after.hash()).runtime().specVersion()).isEqualTo(2);
            assertThat(client.at(chain.genesis().hash()).runtime().specVersion())
                    .isEqualTo(1);
            assertThat(node.asked().stream().filter("state_getMetadata"::equals))
                    .hasSize(2);
        }
    }

    @Test
    void aBlockThatNobodyKnowsIsSaidToBeUnknown() throws Exception {
        ScriptedChain other = new ScriptedChain("other");
        try (ChainClient client = connect()) {
            assertThatThrownBy(() -> client.header(other.genesis().hash()))
                    .isInstanceOf(RpcException.Unavailable.class)
                    .hasMessageContaining(
                            "no endpoint knows block " + other.genesis().hash());
            assertThat(client.findBlockHash(99)).isEmpty();
        }
    }

    private static Value account(int number) {
        byte[] id = new byte[32];
        id[0] = (byte) number;
        id[1] = (byte) (number >>> 8);
        return Value.of(id);
    }

    private static String key(int number) {
        return NodeAnswers.hex(DEPOSITS.key(account(number)));
    }

    private static byte[] deposit(long amount) {
        return new ScaleWriter()
                .writeFixedBytes(new byte[32])
                .writeCompact(amount)
                .writeString("rent")
                .writeBool(false)
                .toByteArray();
    }
}

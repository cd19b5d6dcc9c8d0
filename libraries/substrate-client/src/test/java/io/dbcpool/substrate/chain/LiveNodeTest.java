package io.dbcpool.substrate.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.metadata.Pallet;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.rpc.Endpoint;
import io.dbcpool.substrate.rpc.RpcLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Everything that a real node stores, decoded: {@code -Dsubstrate.endpoint=ws://127.0.0.1:9944}. Without the property
 * it is left out.
 */
@EnabledIfSystemProperty(named = "substrate.endpoint", matches = "wss?://.+")
class LiveNodeTest {

    private static final int BLOCKS = 50;

    @Test
    void allStorageAndTheLastBlocksEventsAreDecoded() throws Exception {
        Endpoint endpoint = Endpoint.parse(System.getProperty("substrate.endpoint"));
        ChainOptions patient =
                ChainOptions.DEFAULT.withLimits(RpcLimits.DEFAULT.withCallTimeout(Duration.ofMinutes(2)));
        try (ChainClient client = ChainClient.connect(List.of(endpoint), patient)) {
            BlockView block = client.finalized();
            Map<String, Integer> items = new TreeMap<>();
            for (Pallet pallet : block.metadata().pallets()) {
                for (StorageEntry entry : pallet.storage()) {
                    items.merge(pallet.name(), read(block, pallet, entry), Integer::sum);
                }
            }
            assertThat(items.values()).anyMatch(count -> count > 0);
            Header header = block.header();
            for (int i = 0; i < BLOCKS && header.number() > 1; i++) {
                assertThat(client.at(header.hash()).events()).isNotNull();
                header = client.header(header.parent());
            }
        }
    }

    private static int read(BlockView block, Pallet pallet, StorageEntry entry) throws Exception {
        if (!entry.keyParts().isEmpty()) {
            return block.items(pallet.name(), entry.name()).size();
        }
        return block.storage(pallet.name(), entry.name()).isPresent() ? 1 : 0;
    }
}

package io.dbcpool.bridge;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** A {@code pool.yaml} for a service under test. */
public abstract class PoolOnDisk implements QuarkusTestProfile {

    /** The line of the {@code chain} section, or nothing. */
    abstract String chain();

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            var file = Files.createTempDirectory("chain-bridge").resolve("pool.yaml");
            Files.writeString(
                    file, "pool:\n  name: p\n  machines: [{id: %s}]\n%s\n".formatted("a".repeat(64), chain()));
            return Map.of("dbcpool.config", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static final class WithoutChain extends PoolOnDisk {
        @Override
        String chain() {
            return "";
        }
    }

    public static final class WithChain extends PoolOnDisk {
        @Override
        String chain() {
            return "  chain: {endpoints: ['ws://127.0.0.1:1/chain-node.example/key']}";
        }
    }
}

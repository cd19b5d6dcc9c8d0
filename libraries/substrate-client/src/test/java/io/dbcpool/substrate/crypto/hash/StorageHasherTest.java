package io.dbcpool.substrate.crypto.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageHasherTest {

    @Test
    void hashesAsPolkadotJsDoes() throws IOException {
        Vectors.ofResource("chain-vectors.json").section("hashers").forEach(answer -> {
            byte[] input = answer.path("input").asText().getBytes(StandardCharsets.UTF_8);
            String kept = HexFormat.of().formatHex(input);
            Map<StorageHasher, String> wanted = Map.of(
                    StorageHasher.BLAKE2_128, answer.path("blake2_128").asText(),
                    StorageHasher.BLAKE2_256, answer.path("blake2_256").asText(),
                    StorageHasher.BLAKE2_128_CONCAT, answer.path("blake2_128").asText() + kept,
                    StorageHasher.TWOX_128, answer.path("twox128").asText(),
                    StorageHasher.TWOX_256, answer.path("twox256").asText(),
                    StorageHasher.TWOX_64_CONCAT, answer.path("twox64").asText() + kept,
                    StorageHasher.IDENTITY, "0x" + kept);
            wanted.forEach((hasher, hash) -> assertThat(Vectors.hex(hasher.hash(input)))
                    .as(hasher.name())
                    .isEqualTo(hash));
            assertThat(Vectors.hex(Blake2b.hash512(input)))
                    .isEqualTo(answer.path("blake2_512").asText());
        });
    }

    @ParameterizedTest
    @EnumSource
    void saysWhereTheKeyBegins(StorageHasher hasher) {
        byte[] key = {1, 2, 3};
        byte[] hash = hasher.hash(key);
        assertThat(hash).hasSize(hasher.digestBytes() + (hasher.keepsKey() ? key.length : 0));
        if (hasher.keepsKey()) {
            assertThat(hash).endsWith(key);
        }
    }

    @Test
    void hashesPartsAsIfTheyWereOne() {
        assertThat(Blake2b.hash256(new byte[] {1}, new byte[] {2, 3})).isEqualTo(Blake2b.hash256(new byte[] {1, 2, 3}));
    }
}

package io.dbcpool.substrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.Keystore;
import io.dbcpool.substrate.crypto.Mnemonic;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.TwoX;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every answer on keys in a file of known answers: ours, or any of its shape by {@code -Dsubstrate.vectors=FILE}. */
class VectorsTest {

    private static Vectors vectors;

    @BeforeAll
    static void read() throws IOException {
        vectors = Vectors.chosen();
    }

    @TestFactory
    Stream<DynamicTest> secretUrisLeadToTheirKeys() {
        int prefix = vectors.file().path("runtime").path("ss58Prefix").asInt(Ss58Address.GENERIC_PREFIX);
        return vectors.section("keys")
                .map(key -> dynamicTest(key.path("name").asText(), () -> {
                    PublicKey publicKey = publicKeyOf(key.path("suri").asText());
                    assertThat(publicKey.account())
                            .hasToString(key.path("publicKey").asText());
                    assertThat(publicKey.account().toSs58(prefix))
                            .isEqualTo(key.path("ss58").asText());
                    assertThat(Ss58Address.parse(key.path("ss58").asText(), prefix))
                            .isEqualTo(publicKey.account());
                }));
    }

    @Test
    void theMnemonicLeadsToItsSeed() {
        JsonNode mnemonic = vectors.file().path("mnemonic");
        try (Mnemonic words = Mnemonic.parse(mnemonic.path("phrase").asText())) {
            assertThat(Vectors.hex(words.toSeed("")))
                    .isEqualTo(mnemonic.path("miniSecret").asText());
        }
    }

    @TestFactory
    Stream<DynamicTest> theMnemonicLeadsToItsKeys() {
        JsonNode mnemonic = vectors.file().path("mnemonic");
        String phrase = mnemonic.path("phrase").asText();
        assertThat(mnemonic.path("derived")).isNotEmpty();
        return Stream.of(
                        Stream.of(leadsTo(phrase, mnemonic)),
                        new Vectors(mnemonic)
                                .section("derived")
                                .map(derived ->
                                        leadsTo(phrase + derived.path("path").asText(), derived)),
                        Stream.of(leadsTo(
                                mnemonic.path("withPassword").path("suri").asText(), mnemonic.path("withPassword"))))
                .flatMap(tests -> tests);
    }

    @TestFactory
    Stream<DynamicTest> signaturesAreValidOrNotAsSaid() {
        return vectors.section("sr25519").map(answer -> {
            String message = answer.path("message").asText();
            boolean valid = answer.path("valid").asBoolean();
            return dynamicTest("%d characters, %s".formatted(message.length(), valid ? "valid" : "invalid"), () -> {
                PublicKey signer = new PublicKey(KeyScheme.SR25519, AccountId.of(Vectors.bytes(answer, "signer")));
                Signature signature = new Signature(KeyScheme.SR25519, Vectors.bytes(answer, "signature"));
                assertThat(signer.hasSigned(message.getBytes(StandardCharsets.UTF_8), signature))
                        .isEqualTo(valid);
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> hashesAreThose() {
        return vectors.section("hashers")
                .map(answer -> dynamicTest("'" + answer.path("input").asText() + "'", () -> {
                    byte[] input = answer.path("input").asText().getBytes(StandardCharsets.UTF_8);
                    assertThat(TwoX.hash64(input)).isEqualTo(Vectors.bytes(answer, "twox64"));
                    assertThat(TwoX.hash128(input)).isEqualTo(Vectors.bytes(answer, "twox128"));
                    assertThat(TwoX.hash256(input)).isEqualTo(Vectors.bytes(answer, "twox256"));
                    assertThat(Blake2b.hash128(input)).isEqualTo(Vectors.bytes(answer, "blake2_128"));
                    assertThat(Blake2b.hash256(input)).isEqualTo(Vectors.bytes(answer, "blake2_256"));
                }));
    }

    @Test
    void theKeystoreOpensToItsKey() {
        JsonNode answer = vectors.file().path("keystore");
        Keystore keystore = Keystore.parse(answer.path("json").toString());
        try (Keypair keypair = keystore.unlock(answer.path("password").asText())) {
            assertThat(keypair.publicKey().account())
                    .hasToString(answer.path("publicKey").asText());
            byte[] message = "signed by a key from a keystore".getBytes(StandardCharsets.UTF_8);
            assertThat(keypair.publicKey().hasSigned(message, keypair.sign(message)))
                    .isTrue();
        }
    }

    private static DynamicTest leadsTo(String suri, JsonNode answer) {
        String path = suri.contains("/") ? suri.substring(suri.indexOf('/')) : "no path";
        return dynamicTest(
                path,
                () -> assertThat(publicKeyOf(suri).account())
                        .hasToString(answer.path("publicKey").asText()));
    }

    private static PublicKey publicKeyOf(String suri) {
        try (SecretUri uri = SecretUri.parse(suri);
                Keypair keypair = uri.toKeypair(KeyScheme.SR25519)) {
            return keypair.publicKey();
        }
    }
}

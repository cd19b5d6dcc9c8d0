package io.dbcpool.substrate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dbcpool.substrate.Vectors;
import io.dbcpool.substrate.crypto.address.AccountId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Ed25519KeypairTest {

    /** RFC 8032, 7.1, test 2. */
    @Test
    void signsAsTheRfcDoes() {
        byte[] seed = HexFormat.of().parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        try (Ed25519Keypair keypair = Ed25519Keypair.fromSeed(seed)) {
            Signature signature = keypair.sign(new byte[] {0x72});
            assertThat(keypair.publicKey().account())
                    .hasToString("0x3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
            assertThat(signature)
                    .hasToString("ed25519:0x92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
            assertThat(signature.toMultiSignature()).startsWith(0, 0x92).hasSize(65);
        }
    }

    @Test
    void leadsToTheKeysOfPolkadotJs() throws IOException {
        Vectors.ofResource("key-vectors.json").section("ed25519Keys").forEach(key -> {
            try (SecretUri uri = SecretUri.parse(key.path("suri").asText());
                    Keypair keypair = uri.toKeypair(KeyScheme.ED25519)) {
                assertThat(keypair.publicKey().account())
                        .hasToString(key.path("publicKey").asText());
            }
        });
    }

    @Test
    void agreesWithPolkadotJsOnWhatIsSigned() throws IOException {
        Vectors.ofResource("key-vectors.json").section("ed25519").forEach(answer -> {
            PublicKey signer = new PublicKey(KeyScheme.ED25519, AccountId.of(Vectors.bytes(answer, "signer")));
            Signature signature = new Signature(KeyScheme.ED25519, Vectors.bytes(answer, "signature"));
            byte[] message = answer.path("message").asText().getBytes(StandardCharsets.UTF_8);
            assertThat(signer.check(message, signature))
                    .isEqualTo(
                            answer.path("valid").asBoolean()
                                    ? SignatureCheck.VALID
                                    : SignatureCheck.OTHER_KEY_OR_MESSAGE);
        });
    }

    @Test
    void hasNoSoftJunctions() {
        try (Ed25519Keypair keypair = Ed25519Keypair.fromSeed(new byte[32])) {
            assertThatExceptionOfType(UnsupportedJunctionException.class)
                    .isThrownBy(() -> keypair.derive(Junction.soft("1")))
                    .withMessage("ed25519 has hard junctions only: // instead of /");
        }
    }

    @Test
    void knowsAKeystoreSecretWhoseHalvesDoNotBelongTogether() {
        try (Ed25519Keypair keypair = Ed25519Keypair.fromSeed(new byte[32])) {
            byte[] secret = keypair.keystoreSecret();
            assertThat(Ed25519Keypair.fromKeystoreSecret(secret).publicKey()).isEqualTo(keypair.publicKey());
            secret[0] ^= 1;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Ed25519Keypair.fromKeystoreSecret(secret))
                    .withMessage("the public key is not the seed's");
        }
    }
}

package io.dbcpool.substrate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoreTest {

    private static final String PASSWORD = "a password of many words";

    private final String json = bob().path("json").toString();

    @Test
    void opensWhatPolkadotJsSealed() throws IOException {
        Vectors.ofResource("key-vectors.json").section("keystores").forEach(answer -> {
            Keystore keystore = Keystore.parse(answer.path("json").toString());
            try (Keypair keypair = keystore.unlock(answer.path("password").asText())) {
                assertThat(keypair.scheme()).isEqualTo(keystore.scheme());
                assertThat(keypair.publicKey().account())
                        .hasToString(answer.path("publicKey").asText());
            }
        });
    }

    @Test
    void opensWhatItSealedItself() {
        try (SecretUri uri = SecretUri.parse("//Carol/soft");
                Keypair carol = uri.toKeypair(KeyScheme.SR25519)) {
            Keystore read =
                    Keystore.parse(Keystore.seal(carol, "0xZZ", "Carol's", 42).toJson());
            assertThat(read.name()).contains("Carol's");
            assertThat(read.account()).isEqualTo(carol.publicKey().account());
            try (Keypair back = read.unlock("0xZZ")) {
                byte[] message = {1, 2, 3};
                assertThat(carol.publicKey().hasSigned(message, back.sign(message)))
                        .isTrue();
            }
        }
    }

    @Test
    void keepsWhatTheOwnerWroteBesideTheKey() {
        assertThat(Keystore.parse(json).name()).contains("bob");
        assertThat(Keystore.parse(json.replace("\"name\"", "\"note\"")).name()).isEmpty();
        assertThat(Keystore.parse(Keystore.parse(json).toJson()).toJson())
                .isEqualTo(Keystore.parse(json).toJson())
                .contains("bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a password of many word", "A password of many words", "", "a password of many words "})
    void tellsAWrongPassword(String password) {
        Keystore keystore = Keystore.parse(json);
        assertThatExceptionOfType(KeystoreException.WrongPassword.class)
                .isThrownBy(() -> keystore.unlock(password))
                .withMessage("the password does not open the keystore (or the keystore's sealed bytes were changed)");
    }

    @Test
    void tellsAFileThatIsCutOffAnywhere() {
        for (int length = 0; length < json.length(); length++) {
            String cut = json.substring(0, length);
            assertThatExceptionOfType(KeystoreException.Damaged.class).as(cut).isThrownBy(() -> Keystore.parse(cut));
        }
        refuses(json.substring(0, 100), "the keystore is no JSON from line 1, column 101 on: is it cut off?");
        refuses("{}", "field encoding.version is missing: is this a keystore?");
        refuses("", "wanted a keystore's JSON object, but found none");
    }

    @Test
    void tellsSealedBytesThatAreCutOffOrTooMany() {
        byte[] sealed =
                Base64.getDecoder().decode(bob().path("json").path("encoded").asText());
        for (int length : new int[] {0, 1, 168, 170, 200, 202}) {
            byte[] other = Arrays.copyOf(sealed, length);
            refuses(
                    json.replace(
                            Base64.getEncoder().encodeToString(sealed),
                            Base64.getEncoder().encodeToString(other)),
                    "wanted 201 bytes (or 169) in field encoded, but found %d".formatted(length));
        }
    }

    @Test
    void tellsASealedByteThatWasChanged() {
        byte[] sealed =
                Base64.getDecoder().decode(bob().path("json").path("encoded").asText());
        String before = Base64.getEncoder().encodeToString(sealed);
        sealed[sealed.length - 1] ^= 1;
        Keystore changed =
                Keystore.parse(json.replace(before, Base64.getEncoder().encodeToString(sealed)));
        assertThatExceptionOfType(KeystoreException.WrongPassword.class).isThrownBy(() -> changed.unlock(PASSWORD));
    }

    @Test
    void spendsNoMoreMemoryThanAWalletAsksFor() {
        byte[] sealed =
                Base64.getDecoder().decode(bob().path("json").path("encoded").asText());
        String before = Base64.getEncoder().encodeToString(sealed);
        sealed[32 + 3] = 1; // n = 2^15 + 2^24
        Keystore greedy =
                Keystore.parse(json.replace(before, Base64.getEncoder().encodeToString(sealed)));
        assertThatExceptionOfType(KeystoreException.Unsupported.class)
                .isThrownBy(() -> greedy.unlock(PASSWORD))
                .withMessage("the keystore wants scrypt with ScryptCost[n=16809984, p=1, r=8], which no wallet writes");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"3\"', '\"4\"', 'wanted 3 in field encoding.version, but found 4'",
        "'[\"scrypt\",\"xsalsa20-poly1305\"]', '[\"none\"]', 'wanted [scrypt, xsalsa20-poly1305] in field encoding.type, but found [none]'",
        "sr25519, ecdsa, 'wanted pkcs8 and sr25519 or ed25519 in field encoding.content, but found [pkcs8, ecdsa]'",
    })
    void tellsAKindThatItDoesNotRead(String right, String wrong, String message) {
        assertThatExceptionOfType(KeystoreException.Unsupported.class)
                .isThrownBy(() -> Keystore.parse(json.replace(right, wrong)))
                .withMessage(message);
    }

    @Test
    void tellsAnAddressThatIsNotTheKeys() {
        Keystore alices = Keystore.parse(json.replace(
                bob().path("json").path("address").asText(), "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));
        assertThatExceptionOfType(KeystoreException.Damaged.class)
                .isThrownBy(() -> alices.unlock(PASSWORD))
                .withMessage("the keystore says it holds the key of %s, but it holds that of %s"
                        .formatted(alices.account(), bob().path("publicKey").asText()));
        refuses(
                json.replace(bob().path("json").path("address").asText(), "5GrwvaEF"),
                "field address: wanted an address of 35 bytes in base 58, but found 6");
    }

    @Test
    void tellsAKeyOfTheOtherScheme() {
        Keystore wrong = Keystore.parse(json.replace("sr25519", "ed25519"));
        assertThatExceptionOfType(KeystoreException.Damaged.class)
                .isThrownBy(() -> wrong.unlock(PASSWORD))
                .withMessage("the keystore opens, but holds no ed25519 key: the public key is not the seed's");
    }

    @Test
    void wantsAPassword() {
        try (Keypair keypair = Sr25519Keypair.fromSeed(new byte[32])) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Keystore.seal(keypair, "", "none", 42))
                    .withMessage("the password is empty");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 42})
    void anyDamageIsReadOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder damaged = new StringBuilder(json);
            for (int times = 0; times <= random.nextInt(3); times++) {
                int at = random.nextInt(damaged.length());
                damaged.replace(at, at + random.nextInt(8), String.valueOf((char) random.nextInt(32, 128)));
            }
            try {
                assertThat(Keystore.parse(damaged.toString()).account()).isNotNull();
            } catch (KeystoreException refusal) {
                assertThat(refusal).as(damaged.toString()).message().isNotBlank();
            }
        }
    }

    private static void refuses(String json, String message) {
        assertThatExceptionOfType(KeystoreException.Damaged.class)
                .isThrownBy(() -> Keystore.parse(json))
                .withMessage(message);
    }

    private static JsonNode bob() {
        try {
            return Vectors.ofResource("key-vectors.json")
                    .file()
                    .path("keystores")
                    .path(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package io.dbcpool.substrate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretUriTest {

    private static final String PHRASE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

    // Well-known development accounts, as subkey prints them.
    @ParameterizedTest
    @CsvSource({
        "//Alice, 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
        "//Bob, 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
        "//Alice//stash, 5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY",
    })
    void beginsAtTheDevelopmentPhraseWithoutAnother(String uri, String address) {
        assertThat(address(uri)).isEqualTo(address);
        assertThat(address(PHRASE + uri)).isEqualTo(address);
    }

    @Test
    void takesTheRestBehindThreeSlashesAsThePassword() {
        assertThat(address(PHRASE + "///pass/word//x")).isNotEqualTo(address(PHRASE + "///pass/word"));
        assertThat(address(PHRASE + "///")).isEqualTo(address(PHRASE));
        assertThat(address("///p")).isEqualTo(address(PHRASE + "///p"));
    }

    @Test
    void takesNoPasswordForASeed() {
        String seed = "0x" + "2a".repeat(32);
        assertThat(address(seed + "//1///p")).isEqualTo(address(seed + "//1"));
    }

    @Test
    void readsDigitsAsANumberAndOtherTextAsText() {
        assertThat(address("//01")).isEqualTo(address("//1"));
        assertThat(address("//1a")).isNotEqualTo(address("//01a"));
        assertThat(address("//Zoe\u0308")).as("as NFC").isEqualTo(address("//Zo\u00eb"));
    }

    @ParameterizedTest
    @CsvSource({
        "//, junction 1: a junction is empty",
        "//a/, junction 2: a junction is empty",
        "//18446744073709551616, junction 1: a junction's number is over 2^64 - 1: polkadot-js and subkey take it for different keys",
        "//a//0x12, junction 2: a junction begins with 0x or +: polkadot-js and subkey take it for different keys",
        "/+1, junction 1: a junction begins with 0x or +: polkadot-js and subkey take it for different keys",
        "0x1234//a, 'wanted a seed of 64 hex digits, but found 4'",
    })
    void refusesWhatHasNoMeaningOrTwo(String uri, String message) {
        refuses(uri, message);
    }

    @Test
    void refusesASeedThatIsNotHex() {
        refuses("0x" + "2a".repeat(31) + "2g", "character 63 of the seed is no hex digit");
        refuses(
                "//" + "9".repeat(1_000_000),
                "junction 1: a junction's number is over 2^64 - 1: polkadot-js and subkey"
                        + " take it for different keys");
    }

    @Test
    void refusesAPasswordThatIsNoText() {
        refuses("///\ud83d", "the password holds half a surrogate pair");
    }

    @Test
    void saysWhichJunctionASchemeDoesNotHave() {
        try (SecretUri uri = SecretUri.parse("//Alice//stash/soft")) {
            assertThatExceptionOfType(UnsupportedJunctionException.class)
                    .isThrownBy(() -> uri.toKeypair(KeyScheme.ED25519))
                    .withMessage("junction 3: ed25519 has hard junctions only: // instead of /")
                    .satisfies(refusal -> assertThat(refusal.scheme()).isEqualTo(KeyScheme.ED25519));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello//Alice", "0X1234", "bottom drive"})
    void refusesWordsThatAreNoMnemonicUnlessThereAreNone(String uri) {
        if (uri.isEmpty()) {
            assertThat(address(uri)).isEqualTo(address(PHRASE));
        } else {
            assertThatExceptionOfType(InvalidMnemonicException.class).isThrownBy(() -> SecretUri.parse(uri));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 42})
    void anyTextIsReadOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "/0x1aZ +\u0000\u00e4\ud83d\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("0x" + "2a".repeat(32));
            random.ints(random.nextInt(12), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));
            try {
                SecretUri.parse(text).close();
            } catch (InvalidSecretUriException refusal) {
                assertThat(refusal).as(text.toString()).message().isNotBlank();
            }
        }
    }

    private static void refuses(String uri, String message) {
        assertThatExceptionOfType(InvalidSecretUriException.class)
                .isThrownBy(() -> SecretUri.parse(uri))
                .withMessage(message);
    }

    private static String address(String uri) {
        try (SecretUri secret = SecretUri.parse(uri);
                Keypair keypair = secret.toKeypair(KeyScheme.SR25519)) {
            return keypair.publicKey().account().toSs58(42);
        }
    }
}

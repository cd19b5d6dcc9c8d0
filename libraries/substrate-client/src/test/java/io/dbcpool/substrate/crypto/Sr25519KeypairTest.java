package io.dbcpool.substrate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dbcpool.substrate.crypto.address.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sr25519KeypairTest {

    private static final byte[] MESSAGE = "bond 10 machines".getBytes(StandardCharsets.UTF_8);

    private final Sr25519Keypair keypair = Sr25519Keypair.fromSeed(seed(7));

    @AfterEach
    void close() {
        keypair.close();
    }

    @Test
    void signsDifferentlyEachTimeAndAlwaysValid() {
        Signature first = keypair.sign(MESSAGE);
        Signature second = keypair.sign(MESSAGE);
        assertThat(first).isNotEqualTo(second);
        assertThat(keypair.publicKey().check(MESSAGE, first)).isEqualTo(SignatureCheck.VALID);
        assertThat(keypair.publicKey().check(MESSAGE, second)).isEqualTo(SignatureCheck.VALID);
    }

    @Test
    void refusesASignatureOffByAnyOneBit() {
        byte[] signature = keypair.sign(MESSAGE).toBytes();
        Set<SignatureCheck> refusals = EnumSet.noneOf(SignatureCheck.class);
        for (int bit = 0; bit < 8 * Signature.BYTES; bit++) {
            Signature damaged = new Signature(KeyScheme.SR25519, flip(signature, bit));
            refusals.add(keypair.publicKey().check(MESSAGE, damaged));
        }
        assertThat(refusals)
                .containsExactlyInAnyOrder(
                        SignatureCheck.OTHER_KEY_OR_MESSAGE, SignatureCheck.NOT_MARKED, SignatureCheck.NOT_CANONICAL);
    }

    @Test
    void refusesAMessageOffByAnyOneBit() {
        Signature signature = keypair.sign(MESSAGE);
        for (int bit = 0; bit < 8 * MESSAGE.length; bit++) {
            assertThat(keypair.publicKey().check(flip(MESSAGE, bit), signature))
                    .isEqualTo(SignatureCheck.OTHER_KEY_OR_MESSAGE);
        }
    }

    /** RFC 9496, A.3: encodings that are no element of ristretto255. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
                "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
                "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void knowsAnAccountThatIsNoKey(String hex) {
        PublicKey none =
                new PublicKey(KeyScheme.SR25519, AccountId.of(HexFormat.of().parseHex(hex)));
        assertThat(none.check(MESSAGE, keypair.sign(MESSAGE))).isEqualTo(SignatureCheck.NO_SUCH_KEY);
        assertThatIllegalArgumentException().isThrownBy(() -> none.derive(Junction.soft("x")));
    }

    @Test
    void refusesWhatAnybodyCouldSign() {
        byte[] forged = Arrays.copyOf(keypair.publicKey().toBytes(), Signature.BYTES);
        System.arraycopy(divideByEight(keypair.keystoreSecret()), 0, forged, 32, 32);
        forged[63] |= (byte) 0x80;
        PublicKey zeros = new PublicKey(KeyScheme.SR25519, AccountId.of(new byte[32]));
        assertThat(zeros.check(MESSAGE, new Signature(KeyScheme.SR25519, forged)))
                .isEqualTo(SignatureCheck.NO_SUCH_KEY);
    }

    @Test
    void refusesASignatureOfAnotherScheme() {
        Signature other = new Signature(KeyScheme.ED25519, keypair.sign(MESSAGE).toBytes());
        assertThat(keypair.publicKey().check(MESSAGE, other)).isEqualTo(SignatureCheck.OTHER_SCHEME);
    }

    @Test
    void derivesTheSamePublicKeyWithAndWithoutTheSecret() {
        Junction soft = Junction.soft("account 1");
        try (Sr25519Keypair child = keypair.derive(soft);
                Sr25519Keypair grandchild = child.derive(Junction.soft("2"))) {
            assertThat(keypair.publicKey().derive(soft)).isEqualTo(child.publicKey());
            assertThat(keypair.publicKey().derive(soft).derive(Junction.soft("2")))
                    .isEqualTo(grandchild.publicKey());
            assertThat(grandchild.publicKey().hasSigned(MESSAGE, grandchild.sign(MESSAGE)))
                    .isTrue();
        }
        assertThatExceptionOfType(UnsupportedJunctionException.class)
                .isThrownBy(() -> keypair.publicKey().derive(Junction.hard("1")));
    }

    @Test
    void comesBackFromWhatAKeystoreKeeps() {
        SplittableRandom random = new SplittableRandom(25519);
        for (int i = 0; i < 50; i++) {
            byte[] seed = new byte[Keypair.SEED_BYTES];
            random.nextBytes(seed);
            try (Sr25519Keypair fresh = Sr25519Keypair.fromSeed(seed);
                    Sr25519Keypair derived = fresh.derive(Junction.soft("" + i));
                    Sr25519Keypair back = Sr25519Keypair.fromKeystoreSecret(derived.keystoreSecret())) {
                assertThat(back.publicKey()).isEqualTo(derived.publicKey());
                assertThat(back.keystoreSecret()).isEqualTo(derived.keystoreSecret());
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sr25519Keypair.fromKeystoreSecret(flip(keypair.keystoreSecret(), 0)))
                .withMessage("the secret is no multiple of eight");
    }

    @Test
    void signsNoMoreWhenClosed() {
        keypair.close();
        keypair.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> keypair.sign(MESSAGE))
                .withMessage("the key is closed, and its secret wiped");
        assertThatIllegalStateException().isThrownBy(() -> keypair.derive(Junction.hard("1")));
        assertThatIllegalStateException().isThrownBy(keypair::keystoreSecret);
    }

    @Test
    void wantsASeedOf32Bytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sr25519Keypair.fromSeed(new byte[31]))
                .withMessage("wanted a seed of 32 bytes, but found 31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Signature(KeyScheme.SR25519, new byte[63]))
                .withMessage("wanted 64 bytes of a signature, but found 63");
    }

    private static byte[] divideByEight(byte[] keystoreSecret) {
        byte[] bits = Arrays.copyOf(keystoreSecret, 32);
        byte[] scalar = new byte[32];
        BitSet shifted = BitSet.valueOf(bits).get(3, 256);
        System.arraycopy(shifted.toByteArray(), 0, scalar, 0, shifted.toByteArray().length);
        return scalar;
    }

    private static byte[] seed(int filler) {
        byte[] seed = new byte[Keypair.SEED_BYTES];
        Arrays.fill(seed, (byte) filler);
        return seed;
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] damaged = bytes.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        return damaged;
    }
}

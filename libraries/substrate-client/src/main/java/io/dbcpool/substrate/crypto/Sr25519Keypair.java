package io.dbcpool.substrate.crypto;

import cafe.cryptography.curve25519.Scalar;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A keypair of schnorrkel. The secret is a scalar and the 32 bytes that its signatures' witnesses are drawn from.
 *
 * <p>Source: schnorrkel 0.11 (keys.rs, sign.rs, derive.rs), as sp-core uses it.
 */
public final class Sr25519Keypair implements Keypair {

    private static final int SCALAR_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey secret; // scalar, then nonce
    private final PublicKey publicKey;

    private Sr25519Keypair(byte[] scalarAndNonce) {
        this.secret = new SecretKey(scalarAndNonce);
        this.publicKey = new PublicKey(KeyScheme.SR25519, Schnorrkel.timesGenerator(scalar(scalarAndNonce)));
    }

    /** Expands a mini secret as ed25519 does, which is what every Substrate wallet does. The caller wipes the seed. */
    public static Sr25519Keypair fromSeed(byte[] seed) {
        byte[] expanded = Ed25519Keypair.expand(seed);
        expanded[0] &= (byte) 0xf8;
        expanded[31] &= 0x3f;
        expanded[31] |= 0x40;
        divideScalarByCofactor(expanded);
        return new Sr25519Keypair(expanded);
    }

    /**
     * Reads the 64 bytes that wallets keep: the scalar times eight, then the nonce.
     *
     * @throws IllegalArgumentException if no sr25519 key is kept so
     */
    static Sr25519Keypair fromKeystoreSecret(byte[] secret) {
        if ((secret[0] & 0b111) != 0) {
            throw new IllegalArgumentException("the secret is no multiple of eight");
        }
        byte[] scalarAndNonce = secret.clone();
        divideScalarByCofactor(scalarAndNonce);
        return new Sr25519Keypair(scalarAndNonce);
    }

    @Override
    public KeyScheme scheme() {
        return KeyScheme.SR25519;
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Signature sign(byte[] message) {
        return secret.lend(key -> {
            Transcript transcript = Schnorrkel.signing(publicKey.toBytes(), message);
            byte[] nonce = nonce(key);
            Scalar witness = transcript.witnessScalar("signing", RANDOM, nonce);
            Arrays.fill(nonce, (byte) 0);
            byte[] commitment = Schnorrkel.timesGenerator(witness);
            Scalar response = Schnorrkel.challenge(transcript, commitment).multiplyAndAdd(scalar(key), witness);
            return new Signature(KeyScheme.SR25519, Schnorrkel.encode(commitment, response));
        });
    }

    @Override
    public Sr25519Keypair derive(Junction junction) {
        return junction.isHard() ? deriveHard(junction.chainCode()) : deriveSoft(junction.chainCode());
    }

    private Sr25519Keypair deriveHard(byte[] chainCode) {
        byte[] seed = secret.lend(key -> {
            byte[] scalar = Arrays.copyOf(key, SCALAR_BYTES);
            Transcript transcript =
                    Schnorrkel.derivation().append("chain-code", chainCode).append("secret-key", scalar);
            byte[] challenge = transcript.challenge("HDKD-hard", SEED_BYTES);
            Arrays.fill(scalar, (byte) 0);
            transcript.wipe();
            return challenge;
        });
        try {
            return fromSeed(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private Sr25519Keypair deriveSoft(byte[] chainCode) {
        return secret.lend(key -> {
            Transcript transcript = Schnorrkel.softDerivation(chainCode, publicKey.toBytes());
            Scalar step = transcript.challengeScalar("HDKD-scalar");
            byte[] scalarAndNonce = Arrays.copyOf(scalar(key).add(step).toByteArray(), key.length);
            // Any nonce will do, as long as nobody else knows it: it only shields signatures from bad randomness.
            byte[] nonce = transcript.witness("HDKD-nonce", SCALAR_BYTES, RANDOM, key);
            System.arraycopy(nonce, 0, scalarAndNonce, SCALAR_BYTES, nonce.length);
            Arrays.fill(nonce, (byte) 0);
            return new Sr25519Keypair(scalarAndNonce);
        });
    }

    /** The secret as keystores hold it, which the caller wipes. */
    byte[] keystoreSecret() {
        byte[] kept = secret.copy();
        int carry = 0;
        for (int i = 0; i < SCALAR_BYTES; i++) {
            int shifted = (kept[i] & 0xff) << 3 | carry;
            kept[i] = (byte) shifted;
            carry = shifted >>> 8;
        }
        return kept;
    }

    @Override
    public void close() {
        secret.close();
    }

    private static void divideScalarByCofactor(byte[] scalarAndNonce) {
        for (int i = 0; i < SCALAR_BYTES; i++) {
            int above = i + 1 < SCALAR_BYTES ? scalarAndNonce[i + 1] & 0b111 : 0;
            scalarAndNonce[i] = (byte) ((scalarAndNonce[i] & 0xff) >>> 3 | above << 5);
        }
    }

    private static Scalar scalar(byte[] scalarAndNonce) {
        return Scalar.fromBits(Arrays.copyOf(scalarAndNonce, SCALAR_BYTES));
    }

    private static byte[] nonce(byte[] scalarAndNonce) {
        return Arrays.copyOfRange(scalarAndNonce, SCALAR_BYTES, scalarAndNonce.length);
    }
}

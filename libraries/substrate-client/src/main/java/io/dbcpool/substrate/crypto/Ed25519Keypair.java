package io.dbcpool.substrate.crypto;

import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.scale.ScaleWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A keypair of RFC 8032, derived as sp-core's ed25519.rs does it: by hard junctions only. */
public final class Ed25519Keypair implements Keypair {

    private static final byte[] DERIVATION =
            new ScaleWriter().writeString("Ed25519HDKD").toByteArray();

    private final SecretKey seed;
    private final PublicKey publicKey;

    private Ed25519Keypair(byte[] seed) {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        this.seed = new SecretKey(seed);
        this.publicKey = new PublicKey(KeyScheme.ED25519, point);
    }

    /** The caller wipes the seed. */
    public static Ed25519Keypair fromSeed(byte[] seed) {
        return new Ed25519Keypair(requireSeed(seed).clone());
    }

    /** Reads the 64 bytes that wallets keep: the seed, then the public key, which must be the seed's. */
    static Ed25519Keypair fromKeystoreSecret(byte[] secret) {
        Ed25519Keypair keypair = new Ed25519Keypair(Arrays.copyOf(secret, SEED_BYTES));
        if (!Arrays.equals(keypair.publicKey.toBytes(), Arrays.copyOfRange(secret, SEED_BYTES, secret.length))) {
            keypair.close();
            throw new IllegalArgumentException("the public key is not the seed's");
        }
        return keypair;
    }

    /** SHA-512 of a seed, from which both schemes make their secret. */
    static byte[] expand(byte[] seed) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(requireSeed(seed));
        } catch (NoSuchAlgorithmException noSuchJdk) {
            throw new IllegalStateException("every JDK has SHA-512", noSuchJdk);
        }
    }

    /**
     * As RFC 8032 has it. A chain (ed25519-zebra, ZIP 215) takes some signatures more, none of which an honest signer
     * makes.
     */
    static SignatureCheck check(byte[] publicKey, byte[] message, byte[] signature) {
        if (!Ed25519.validatePublicKeyFull(publicKey, 0)) {
            return SignatureCheck.NO_SUCH_KEY;
        }
        return Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length)
                ? SignatureCheck.VALID
                : SignatureCheck.OTHER_KEY_OR_MESSAGE;
    }

    @Override
    public KeyScheme scheme() {
        return KeyScheme.ED25519;
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Signature sign(byte[] message) {
        return seed.lend(key -> {
            byte[] signature = new byte[Signature.BYTES];
            Ed25519.sign(key, 0, message, 0, message.length, signature, 0);
            return new Signature(KeyScheme.ED25519, signature);
        });
    }

    @Override
    public Ed25519Keypair derive(Junction junction) {
        if (!junction.isHard()) {
            throw new UnsupportedJunctionException(scheme(), "ed25519 has hard junctions only: // instead of /");
        }
        return seed.lend(key -> new Ed25519Keypair(Blake2b.hash256(DERIVATION, key, junction.chainCode())));
    }

    /** The secret as keystores hold it, which the caller wipes. */
    byte[] keystoreSecret() {
        return seed.lend(key -> {
            byte[] kept = Arrays.copyOf(key, 2 * SEED_BYTES);
            System.arraycopy(publicKey.toBytes(), 0, kept, SEED_BYTES, SEED_BYTES);
            return kept;
        });
    }

    @Override
    public void close() {
        seed.close();
    }

    private static byte[] requireSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException(
                    "wanted a seed of %d bytes, but found %d".formatted(SEED_BYTES, seed.length));
        }
        return seed;
    }
}

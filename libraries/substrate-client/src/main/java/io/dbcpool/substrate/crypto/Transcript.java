package io.dbcpool.substrate.crypto;

import cafe.cryptography.curve25519.Scalar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A Merlin transcript: what both sides have said so far, from which challenges are drawn (merlin.cool; merlin's
 * transcript.rs).
 */
final class Transcript {

    private static final int SCALAR_SEED_BYTES = 64;

    private final Strobe128 strobe;

    Transcript(String label) {
        strobe = new Strobe128(ascii("Merlin v1.0"));
        append("dom-sep", ascii(label));
    }

    Transcript append(String label, byte[] message) {
        strobe.metaAd(ascii(label), length(message.length));
        strobe.ad(message);
        return this;
    }

    byte[] challenge(String label, int bytes) {
        byte[] challenge = new byte[bytes];
        strobe.metaAd(ascii(label), length(bytes));
        strobe.prf(challenge);
        return challenge;
    }

    Scalar challengeScalar(String label) {
        return Scalar.fromBytesModOrderWide(challenge(label, SCALAR_SEED_BYTES));
    }

    /**
     * Draws what nobody else can know, from this transcript, the secrets and fresh randomness together: a bad source of
     * randomness alone does not give the key away, nor does a transcript that is signed twice.
     */
    byte[] witness(String label, int bytes, SecureRandom random, byte[]... secrets) {
        Strobe128 fork = strobe.copy();
        byte[] fresh = new byte[32];
        try {
            for (byte[] secret : secrets) {
                fork.metaAd(ascii(label), length(secret.length));
                fork.key(secret);
            }
            random.nextBytes(fresh);
            fork.metaAd(ascii("rng"));
            fork.key(fresh);
            byte[] witness = new byte[bytes];
            fork.metaAd(length(bytes));
            fork.prf(witness);
            return witness;
        } finally {
            Arrays.fill(fresh, (byte) 0);
            fork.wipe();
        }
    }

    Scalar witnessScalar(String label, SecureRandom random, byte[]... secrets) {
        byte[] wide = witness(label, SCALAR_SEED_BYTES, random, secrets);
        try {
            return Scalar.fromBytesModOrderWide(wide);
        } finally {
            Arrays.fill(wide, (byte) 0);
        }
    }

    void wipe() {
        strobe.wipe();
    }

    private static byte[] length(int bytes) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.dbcpool.substrate.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a keystore seals: a secret and its public key between fixed bytes that only look like PKCS#8 (polkadot-js,
 * keyring/pair/defaults).
 */
final class Pkcs8 {

    private static final byte[] HEADER = {48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32};
    private static final byte[] DIVIDER = {(byte) 161, 35, 3, 33, 0};
    private static final int PUBLIC_KEY_BYTES = 32;
    private static final int SECRET_BYTES = 64;

    static final int BYTES = HEADER.length + SECRET_BYTES + DIVIDER.length + PUBLIC_KEY_BYTES;

    /** Wallets of before 2020 kept the seed alone. */
    static final int BYTES_WITH_SEED = BYTES - SECRET_BYTES + Keypair.SEED_BYTES;

    private Pkcs8() {}

    /** The caller wipes it. */
    static byte[] encode(Keypair keypair) {
        byte[] secret = keypair instanceof Sr25519Keypair sr25519
                ? sr25519.keystoreSecret()
                : ((Ed25519Keypair) keypair).keystoreSecret();
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.put(HEADER).put(secret).put(DIVIDER).put(keypair.publicKey().toBytes());
        Arrays.fill(secret, (byte) 0);
        return out.array();
    }

    static Keypair decode(byte[] opened, KeyScheme scheme) {
        int secretEnd = opened.length - PUBLIC_KEY_BYTES - DIVIDER.length;
        requireSame(HEADER, opened, 0);
        requireSame(DIVIDER, opened, secretEnd);
        byte[] secret = Arrays.copyOfRange(opened, HEADER.length, secretEnd);
        Keypair keypair = keypair(secret, scheme);
        if (!Arrays.equals(
                keypair.publicKey().toBytes(), Arrays.copyOfRange(opened, secretEnd + DIVIDER.length, opened.length))) {
            keypair.close();
            throw new KeystoreException.Damaged("the keystore's secret is not that of the public key beside it");
        }
        return keypair;
    }

    private static Keypair keypair(byte[] secret, KeyScheme scheme) {
        try {
            if (secret.length == Keypair.SEED_BYTES) {
                return scheme.fromSeed(secret);
            }
            return switch (scheme) {
                case SR25519 -> Sr25519Keypair.fromKeystoreSecret(secret);
                case ED25519 -> Ed25519Keypair.fromKeystoreSecret(secret);
            };
        } catch (IllegalArgumentException refusal) {
            throw new KeystoreException.Damaged(
                    "the keystore opens, but holds no %s key: %s".formatted(scheme.word(), refusal.getMessage()));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static void requireSame(byte[] wanted, byte[] opened, int offset) {
        if (!Arrays.equals(wanted, Arrays.copyOfRange(opened, offset, offset + wanted.length))) {
            throw new KeystoreException.Damaged("the keystore opens, but holds no PKCS#8 of polkadot-js");
        }
    }
}

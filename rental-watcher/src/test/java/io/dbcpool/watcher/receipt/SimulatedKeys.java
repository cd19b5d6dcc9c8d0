package io.dbcpool.watcher.receipt;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** Keypairs that are the same in every run, so that a history is, too. */
public final class SimulatedKeys {

    private static final int KEY_BYTES = 32;

    private SimulatedKeys() {}

    public static ReceiptKey of(int number) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new NotRandom((byte) number));
            return new ReceiptKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    /** The same keypair, with signatures that cost next to nothing: {@link #isQuick} knows them. */
    public static ReceiptKey quick(int number) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new NotRandom((byte) number));
            var keypair = generator.generateKeyPair();
            byte[] encoded = keypair.getPublic().getEncoded();
            byte[] key = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
            return new ReceiptKey(keypair, text -> quick(text, key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    public static boolean isQuick(byte[] text, byte[] key, byte[] signature) throws GeneralSecurityException {
        return Arrays.equals(quick(text, key), signature);
    }

    private static byte[] quick(byte[] text, byte[] key) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-512");
        digest.update(key);
        return digest.digest(text);
    }

    private static final class NotRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte value;

        NotRandom(byte value) {
            this.value = value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, value);
        }
    }
}

package io.dbcpool.watcher.receipt;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;

/** Keypairs that are the same in every run, so that a history is, too. */
public final class SimulatedKeys {

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

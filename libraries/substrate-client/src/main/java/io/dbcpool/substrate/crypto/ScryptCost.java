package io.dbcpool.substrate.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * How much work and memory a password costs: about {@code 128 n r} bytes.
 *
 * <p>Whoever writes the file chooses these, so only what polkadot-js itself writes or allows is taken
 * ({@code ALLOWED_PARAMS} in its util-crypto): at most 128 MiB.
 */
record ScryptCost(int n, int p, int r) {

    static final int BYTES = 3 * Integer.BYTES;

    static final ScryptCost OF_POLKADOT_JS = new ScryptCost(1 << 17, 1, 8);

    private static final Set<ScryptCost> ALLOWED = Set.of(
            OF_POLKADOT_JS,
            new ScryptCost(1 << 16, 2, 8),
            new ScryptCost(1 << 15, 1, 8),
            new ScryptCost(1 << 15, 3, 8),
            new ScryptCost(1 << 14, 5, 8),
            new ScryptCost(1 << 13, 10, 8));

    static ScryptCost read(ByteBuffer in) {
        in.order(ByteOrder.LITTLE_ENDIAN);
        ScryptCost cost = new ScryptCost(in.getInt(), in.getInt(), in.getInt());
        if (!ALLOWED.contains(cost)) {
            throw new KeystoreException.Unsupported(
                    "the keystore wants scrypt with %s, which no wallet writes".formatted(cost));
        }
        return cost;
    }

    void write(ByteBuffer out) {
        out.order(ByteOrder.LITTLE_ENDIAN).putInt(n).putInt(p).putInt(r);
    }

    /** The 32 bytes that the secret is sealed with; the caller wipes them. */
    byte[] key(byte[] password, byte[] salt) {
        byte[] derived = SCrypt.generate(password, salt, n, r, p, 2 * SecretBox.KEY_BYTES);
        byte[] key = Arrays.copyOf(derived, SecretBox.KEY_BYTES);
        Arrays.fill(derived, (byte) 0);
        return key;
    }
}

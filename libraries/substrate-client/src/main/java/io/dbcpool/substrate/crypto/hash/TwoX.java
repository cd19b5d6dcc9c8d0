package io.dbcpool.substrate.crypto.hash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * xxHash64 with the seeds 0, 1, 2, 3 behind one another, each little-endian. Quick, and easily forged: never for what
 * an attacker chooses.
 */
public final class TwoX {

    // The pure Java one: the native one would be unpacked into a temporary folder at run time.
    private static final XXHash64 XXHASH = XXHashFactory.safeInstance().hash64();

    private TwoX() {}

    /** 8 bytes. */
    public static byte[] hash64(byte[] input) {
        return hash(1, input);
    }

    /** 16 bytes: the hash of pallet and item names in storage keys. */
    public static byte[] hash128(byte[] input) {
        return hash(2, input);
    }

    /** 32 bytes. */
    public static byte[] hash256(byte[] input) {
        return hash(4, input);
    }

    private static byte[] hash(int rounds, byte[] input) {
        ByteBuffer hash = ByteBuffer.allocate(Long.BYTES * rounds).order(ByteOrder.LITTLE_ENDIAN);
        for (int seed = 0; seed < rounds; seed++) {
            hash.putLong(XXHASH.hash(input, 0, input.length, seed));
        }
        return hash.array();
    }
}

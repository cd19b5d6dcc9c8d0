package io.dbcpool.substrate.crypto.hash;

import org.bouncycastle.crypto.digests.Blake2bDigest;

/** Blake2b (RFC 7693) without a key. Several parts are hashed as if they stood behind one another. */
public final class Blake2b {

    private Blake2b() {}

    /** 16 bytes. */
    public static byte[] hash128(byte[]... parts) {
        return hash(128, parts);
    }

    /** 32 bytes: the hash of blocks, extrinsics and long signing payloads. */
    public static byte[] hash256(byte[]... parts) {
        return hash(256, parts);
    }

    /** 64 bytes: the checksum of SS58 is its beginning. */
    public static byte[] hash512(byte[]... parts) {
        return hash(512, parts);
    }

    private static byte[] hash(int bits, byte[]... parts) {
        Blake2bDigest digest = new Blake2bDigest(bits);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[bits / 8];
        digest.doFinal(hash, 0);
        return hash;
    }
}

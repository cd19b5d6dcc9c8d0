package io.dbcpool.substrate.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/** A signature with its scheme. */
public final class Signature {

    /** Its length, for both schemes. */
    public static final int BYTES = 64;

    private final KeyScheme scheme;
    private final byte[] bytes;

    /** @throws IllegalArgumentException if it is not 64 bytes */
    public Signature(KeyScheme scheme, byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "wanted %d bytes of a signature, but found %d".formatted(BYTES, bytes.length));
        }
        this.scheme = scheme;
        this.bytes = bytes.clone();
    }

    /** By which it was made. */
    public KeyScheme scheme() {
        return scheme;
    }

    /** Its 64 bytes, a copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** As an extrinsic carries it: sp-runtime's {@code MultiSignature}, 65 bytes. */
    public byte[] toMultiSignature() {
        byte[] multi = new byte[1 + BYTES];
        multi[0] = (byte) scheme.multiSignatureIndex();
        System.arraycopy(bytes, 0, multi, 1, BYTES);
        return multi;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && scheme == that.scheme && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return scheme.word() + ":0x" + HexFormat.of().formatHex(bytes);
    }
}

package io.dbcpool.substrate.crypto.hash;

import java.util.Arrays;
import java.util.HexFormat;

/** The 32 bytes that name a block, an extrinsic, a call or a state: Substrate's {@code H256}. */
public final class Hash256 {

    /** Its length. */
    public static final int BYTES = 32;

    private static final String HEX = "0x";

    private final byte[] bytes;

    private Hash256(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException if it is not 32 bytes */
    public static Hash256 of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "wanted %d bytes of a hash, but found %d".formatted(BYTES, bytes.length));
        }
        return new Hash256(bytes.clone());
    }

    /**
     * Reads {@code 0x} and 64 hex digits, as nodes write it. @throws IllegalArgumentException if it is anything else
     */
    public static Hash256 parse(String text) {
        if (!text.startsWith(HEX) || text.length() != HEX.length() + 2 * BYTES) {
            throw new IllegalArgumentException("wanted a hash of 0x and %d hex digits, but found %d characters"
                    .formatted(2 * BYTES, text.length()));
        }
        return new Hash256(HexFormat.of().parseHex(text, HEX.length(), text.length()));
    }

    /** The Blake2b-256 of some bytes, by which a chain names what it holds. */
    public static Hash256 ofContent(byte[] content) {
        return new Hash256(Blake2b.hash256(content));
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash256 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@code 0x} and 64 hex digits. */
    @Override
    public String toString() {
        return HEX + HexFormat.of().formatHex(bytes);
    }
}

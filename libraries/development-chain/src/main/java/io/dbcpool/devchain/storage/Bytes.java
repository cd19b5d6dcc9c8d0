package io.dbcpool.devchain.storage;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that compare by content, in the order in which a node lists storage keys. */
public final class Bytes implements Comparable<Bytes> {

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /** Reads {@code 0x} and hex digits. */
    public static Bytes parse(String hex) {
        if (!hex.startsWith("0x")) {
            throw new IllegalArgumentException("wanted hex digits behind 0x, but found '%s'".formatted(hex));
        }
        return new Bytes(HexFormat.of().parseHex(hex, 2, hex.length()));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    public boolean startsWith(Bytes prefix) {
        return bytes.length >= prefix.bytes.length
                && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@code 0x} and hex digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}

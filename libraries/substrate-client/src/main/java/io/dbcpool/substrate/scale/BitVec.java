package io.dbcpool.substrate.scale;

import java.util.BitSet;
import java.util.Objects;

/** A row of bits of a known length, which {@link BitSet} forgets. */
public final class BitVec {

    private final BitSet bits;
    private final int length;

    private BitVec(BitSet bits, int length) {
        this.bits = bits;
        this.length = length;
    }

    /**
     * The first {@code length} of these bits.
     *
     * @throws IllegalArgumentException if a bit at or behind {@code length} is set, or {@code length} is negative
     */
    public static BitVec of(BitSet bits, int length) {
        if (length < 0 || bits.length() > length) {
            throw new IllegalArgumentException("%d bits do not fit into %d".formatted(bits.length(), length));
        }
        return new BitVec((BitSet) bits.clone(), length);
    }

    /** Reads {@code "1011"}, first bit first. */
    public static BitVec parse(String text) {
        BitSet bits = new BitSet(text.length());
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '1' -> bits.set(i);
                case '0' -> bits.clear(i);
                default ->
                    throw new IllegalArgumentException(
                            "wanted only 0 and 1, but character %d is %s".formatted(i, text.charAt(i)));
            }
        }
        return new BitVec(bits, text.length());
    }

    /** How many bits it has. */
    public int length() {
        return length;
    }

    /** @throws IndexOutOfBoundsException if there is no such bit */
    public boolean get(int index) {
        return bits.get(Objects.checkIndex(index, length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitVec that && length == that.length && bits.equals(that.bits);
    }

    @Override
    public int hashCode() {
        return 31 * bits.hashCode() + length;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(bits.get(i) ? '1' : '0');
        }
        return text.toString();
    }
}

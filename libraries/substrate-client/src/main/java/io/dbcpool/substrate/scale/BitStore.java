package io.dbcpool.substrate.scale;

/**
 * The word in which a bit vector is kept on the wire. Words are little-endian, whatever the order of the bits in them.
 */
public enum BitStore {
    U8(1),
    U16(2),
    U32(4),
    U64(8);

    private final int bytes;

    BitStore(int bytes) {
        this.bytes = bytes;
    }

    /** How many bytes hold that many bits: whole words only. */
    long bytesFor(long bits) {
        long wordBits = 8L * bytes;
        return (bits + wordBits - 1) / wordBits * bytes;
    }

    /** Where bit {@code index} lies, counted in bits from the least significant bit of the first byte. */
    int place(int index, BitOrder order) {
        int wordBits = 8 * bytes;
        return switch (order) {
            case LEAST_SIGNIFICANT_FIRST -> index;
            case MOST_SIGNIFICANT_FIRST -> index - index % wordBits + wordBits - 1 - index % wordBits;
        };
    }
}

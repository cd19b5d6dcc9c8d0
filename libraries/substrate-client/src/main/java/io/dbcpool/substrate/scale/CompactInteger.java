package io.dbcpool.substrate.scale;

import java.math.BigInteger;

/** What reader and writer must agree on about compact integers: one to 67 bytes for 0 to 2^536 - 1. */
final class CompactInteger {

    static final int ONE_BYTE_MAX = (1 << 6) - 1;
    static final int TWO_BYTES_MAX = (1 << 14) - 1;
    static final int FOUR_BYTES_MAX = (1 << 30) - 1;

    /** The long form says in six bits how many bytes follow, beginning at 4. */
    static final int LONG_FORM_MIN_BYTES = 4;

    static final int LONG_FORM_MAX_BYTES = LONG_FORM_MIN_BYTES + ONE_BYTE_MAX;

    /** The low two bits of the first byte. */
    static final int TWO_BYTES = 0b01;

    static final int FOUR_BYTES = 0b10;
    static final int LONG_FORM = 0b11;

    private CompactInteger() {}

    static boolean isShortestLongForm(BigInteger value, int width) {
        return value.bitLength() > 30 && Math.max(LONG_FORM_MIN_BYTES, (value.bitLength() + 7) / 8) == width;
    }
}

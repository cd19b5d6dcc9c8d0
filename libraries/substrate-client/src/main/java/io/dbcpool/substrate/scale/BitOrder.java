package io.dbcpool.substrate.scale;

/** Which bit of a store's word is the first: {@code bitvec::order::Lsb0} or {@code Msb0}. */
public enum BitOrder {
    /** {@code Lsb0}: the first bit of a word is the one that is worth 1. */
    LEAST_SIGNIFICANT_FIRST,

    /** {@code Msb0}: the first bit of a word is the one that is worth most. */
    MOST_SIGNIFICANT_FIRST
}

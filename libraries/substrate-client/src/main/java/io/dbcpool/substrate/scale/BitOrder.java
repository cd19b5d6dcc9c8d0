package io.dbcpool.substrate.scale;

/** Which bit of a store's word is the first: {@code bitvec::order::Lsb0} or {@code Msb0}. */
public enum BitOrder {
    LEAST_SIGNIFICANT_FIRST,
    MOST_SIGNIFICANT_FIRST
}

package io.dbcpool.devchain.pallet;

/** Times in blocks of 6 s, as {@code pallets/support/src/primitives.rs} has them. */
final class Blocks {

    static final long MINUTE = 10;
    static final long SEVEN_MINUTES = 7 * MINUTE;
    static final long HALF_HOUR = 30 * MINUTE;
    static final long FOUR_HOURS = 240 * MINUTE;
    static final long DAY = 1_440 * MINUTE;
    static final long TWO_DAYS = 2 * DAY;
    static final long FIVE_DAYS = 5 * DAY;
    static final long TEN_DAYS = 10 * DAY;

    private Blocks() {}
}

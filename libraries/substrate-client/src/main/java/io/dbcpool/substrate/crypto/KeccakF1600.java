package io.dbcpool.substrate.crypto;

/** The permutation under SHA-3 (FIPS 202, 3.3), which neither the JDK nor Bouncy Castle gives alone. */
final class KeccakF1600 {

    static final int LANES = 25;

    private static final long[] ROUND_CONSTANTS = {
        0x0000000000000001L, 0x0000000000008082L, 0x800000000000808aL, 0x8000000080008000L,
        0x000000000000808bL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
        0x000000000000008aL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000aL,
        0x000000008000808bL, 0x800000000000008bL, 0x8000000000008089L, 0x8000000000008003L,
        0x8000000000008002L, 0x8000000000000080L, 0x000000000000800aL, 0x800000008000000aL,
        0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L,
    };

    /** Rho and pi as one walk over the lanes from lane 1: where each goes, and how far it is turned on the way. */
    private static final int[] NEXT_LANE = {
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
    };

    private static final int[] TURN = {
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
    };

    private KeccakF1600() {}

    static void permute(long[] lanes) {
        long[] column = new long[5];
        for (long roundConstant : ROUND_CONSTANTS) {
            theta(lanes, column);
            rhoAndPi(lanes);
            chi(lanes, column);
            lanes[0] ^= roundConstant;
        }
    }

    private static void theta(long[] lanes, long[] column) {
        for (int x = 0; x < 5; x++) {
            column[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
        }
        for (int x = 0; x < 5; x++) {
            long mix = column[(x + 4) % 5] ^ Long.rotateLeft(column[(x + 1) % 5], 1);
            for (int y = 0; y < LANES; y += 5) {
                lanes[x + y] ^= mix;
            }
        }
    }

    private static void rhoAndPi(long[] lanes) {
        long moving = lanes[1];
        for (int i = 0; i < NEXT_LANE.length; i++) {
            long displaced = lanes[NEXT_LANE[i]];
            lanes[NEXT_LANE[i]] = Long.rotateLeft(moving, TURN[i]);
            moving = displaced;
        }
    }

    private static void chi(long[] lanes, long[] row) {
        for (int y = 0; y < LANES; y += 5) {
            System.arraycopy(lanes, y, row, 0, 5);
            for (int x = 0; x < 5; x++) {
                lanes[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }
        }
    }
}

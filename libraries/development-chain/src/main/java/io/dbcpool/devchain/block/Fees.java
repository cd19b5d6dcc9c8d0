package io.dbcpool.devchain.block;

import java.math.BigInteger;

/**
 * What a call costs besides what it does: 10^9 planck for each byte, and one for each picosecond of its weight, as
 * measured at DBC's runtime of spec version 400. Every call has the weight that DBC's own pallets give theirs.
 */
public final class Fees {

    /** Picoseconds: {@code base_extrinsic} of {@code System.BlockWeights}, and 10,000 of the call. */
    public static final long WEIGHT = 113_638_000 + 10_000;

    private static final BigInteger PER_BYTE = BigInteger.valueOf(1_000_000_000);

    private Fees() {}

    /** @param bytes the extrinsic's, its number of bytes before it included */
    public static BigInteger of(int bytes) {
        return PER_BYTE.multiply(BigInteger.valueOf(bytes)).add(BigInteger.valueOf(WEIGHT));
    }

    /** What goes to the treasury; the rest and the tip are the author's. */
    static BigInteger toTreasury(BigInteger fee) {
        return fee.multiply(BigInteger.valueOf(80)).divide(BigInteger.valueOf(100));
    }
}

package io.dbcpool.bonding.intent;

import java.math.BigInteger;
import java.time.Duration;

/**
 * How long is waited, and what is done meanwhile.
 *
 * @param outcome for an extrinsic's end; its era is over after {@code lifetimeBlocks}, and then its end is certain
 * @param quiet for the moment at which nothing of the account is on its way
 * @param replaceAfter in no block for so long, it is signed again with a higher tip
 * @param firstTip in planck; each further one is twice as high
 * @param mostReplacements 0: none
 * @param lifetimeBlocks a power of two
 */
public record Patience(
        Duration outcome,
        Duration quiet,
        Duration replaceAfter,
        BigInteger firstTip,
        int mostReplacements,
        int lifetimeBlocks) {

    /** 64 blocks of 6 s are 6.4 min, and finality is 3 blocks behind. A hundredth of a DBC is many times the fee. */
    public static final Patience USUAL = new Patience(
            Duration.ofMinutes(9), Duration.ofMinutes(3), Duration.ofSeconds(60), BigInteger.TEN.pow(13), 3, 64);
}

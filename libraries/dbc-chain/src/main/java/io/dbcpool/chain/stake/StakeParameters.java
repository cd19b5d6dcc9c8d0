package io.dbcpool.chain.stake;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;

/**
 * What mainnet's governance has set ({@code OnlineStakeParamsInfo}); without it nothing can be bonded.
 *
 * @param perGpu the stake of one GPU, if its worth is not over {@code perGpuUsdLimit}
 * @param perGpuUsdLimit in USD × 10^6
 * @param reonlineUsd the verification after a change of hardware, in USD × 10^6
 * @param slashReview what whoever applies for a slash's review stakes
 */
public record StakeParameters(DbcAmount perGpu, long perGpuUsdLimit, long reonlineUsd, DbcAmount slashReview) {

    /**
     * Of the stake of one GPU: in spec 400 a hundredth, as its runtime does it; in spec 411 a tenth, as its source has
     * it.
     */
    private static final int LAST_SPEC_WITH_A_HUNDREDTH = 400;

    private static final BigInteger HUNDREDTH = BigInteger.valueOf(100);
    private static final BigInteger TENTH = BigInteger.TEN;

    public static StakeParameters of(Value stored) {
        Fields info = new Fields(stored);
        return new StakeParameters(
                info.amount("online_stake_per_gpu"),
                info.number("online_stake_usd_limit"),
                info.number("reonline_stake"),
                info.amount("slash_review_stake"));
    }

    /**
     * What {@code bond_machine} reserves from the stash: a part of one GPU's stake. The metadata does not say which
     * part, and between those two it is not known when it changed; the higher one is told then.
     */
    public DbcAmount atBonding(int specVersion) {
        return new DbcAmount(perGpu.planck().divide(specVersion <= LAST_SPEC_WITH_A_HUNDREDTH ? HUNDREDTH : TENTH));
    }

    /**
     * The full stake of one GPU at a price: as set, or what {@code perGpuUsdLimit} buys, whichever is less.
     *
     * @param price of one DBC in USD × 10^6, more than 0
     */
    public DbcAmount perGpuAt(long price) {
        BigInteger oneDbc = BigInteger.TEN.pow(15);
        BigInteger limit = BigInteger.valueOf(perGpuUsdLimit).multiply(oneDbc).divide(BigInteger.valueOf(price));
        return new DbcAmount(perGpu.planck().min(limit));
    }
}

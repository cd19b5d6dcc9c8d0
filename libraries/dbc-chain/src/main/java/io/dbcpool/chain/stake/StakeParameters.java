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

    /** One GPU's part that bonding reserves: a tenth ({@code stake_per_gpu} in {@code online_reward.rs}). */
    private static final BigInteger FIRST_STAKE_DIVISOR = BigInteger.TEN;

    public static StakeParameters of(Value stored) {
        Fields info = new Fields(stored);
        return new StakeParameters(
                info.amount("online_stake_per_gpu"),
                info.number("online_stake_usd_limit"),
                info.number("reonline_stake"),
                info.amount("slash_review_stake"));
    }

    /** What {@code bond_machine} reserves from the stash: a tenth of one GPU's stake. */
    public DbcAmount atBonding() {
        return new DbcAmount(perGpu.planck().divide(FIRST_STAKE_DIVISOR));
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

package io.dbcpool.chain.stake;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;

/**
 * A review that somebody has applied for.
 *
 * @param reason as he wrote it
 */
public record SlashReview(
        AccountId applicant, DbcAmount staked, BlockNumber appliedAt, BlockNumber expiresAt, String reason) {

    public static SlashReview of(Value stored) {
        Fields info = new Fields(stored);
        return new SlashReview(
                info.account("applicant"),
                info.amount("staked_amount"),
                info.block("apply_time"),
                info.block("expire_time"),
                info.text("reason"));
    }
}

package io.dbcpool.chain.stake;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;

/**
 * An account ({@code System.Account}).
 *
 * @param nonce of the next extrinsic, as far as blocks know
 * @param free what fees and new stakes are taken from, less what is frozen
 * @param reserved what is staked
 */
public record Balance(long nonce, DbcAmount free, DbcAmount reserved, DbcAmount frozen) {

    public static Balance of(Value stored) {
        Fields account = new Fields(stored);
        Fields data = account.fields("data");
        return new Balance(
                account.number("nonce"),
                data.amount("free"),
                data.amount("reserved"),
                data.find("frozen").map(Fields::amount).orElseGet(() -> data.amount("misc_frozen")));
    }
}

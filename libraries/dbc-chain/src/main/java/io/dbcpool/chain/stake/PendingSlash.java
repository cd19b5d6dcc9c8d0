package io.dbcpool.chain.stake;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.OfflineReason;
import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;

/**
 * A slash that is decided and not yet taken ({@code OPPendingSlashInfo}).
 *
 * @param since the block from which the time offline was counted
 * @param executedAt the block in which it is taken; a review has to be applied for before it
 */
public record PendingSlash(
        AccountId stash,
        MachineKey machine,
        BlockNumber since,
        DbcAmount amount,
        BlockNumber executedAt,
        OfflineReason reason) {

    public static PendingSlash of(Value stored) {
        Fields info = new Fields(stored);
        return new PendingSlash(
                info.account("slash_who"),
                new MachineKey(info.text("machine_id")),
                info.block("slash_time"),
                info.amount("slash_amount"),
                info.block("slash_exec_time"),
                OfflineReason.of(info.get("slash_reason")));
    }

    /** The last block in which {@code apply_slash_review} is still taken ({@code slash_exec_time > now}). */
    public BlockNumber lastToAppeal() {
        return new BlockNumber(Math.max(0, executedAt.height() - 1));
    }
}

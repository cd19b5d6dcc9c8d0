package io.dbcpool.bonding.upkeep;

import io.dbcpool.bonding.step.Step;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.stake.Balance;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.util.Optional;

/**
 * An account that has too little for what is next for a machine. Pure.
 *
 * @param who {@code controller} or {@code stash}
 * @param forWhat what it is needed for
 */
public record Shortage(String who, AccountId account, DbcAmount needed, DbcAmount free, String forWhat) {

    /** A call costs a small part of it; who has less is warned before a call that is urgent fails. */
    static final DbcAmount FOR_FEES = DbcAmount.ofDbc("1");

    public static Shortage of(Step.Lacking lacking) {
        return new Shortage(lacking.who(), lacking.account(), lacking.needed(), lacking.free(), lacking.forWhat());
    }

    /** Of a machine that is on the chain; the stash's comes first. Empty if nothing is short, or nothing is known. */
    public static Optional<Shortage> of(MachineState state) {
        return state.entry()
                .map(MachineState.Entry::machine)
                .flatMap(machine -> state.accounts()
                        .flatMap(accounts -> ofStash(state, machine, accounts.stash())
                                .or(() -> lacks(
                                        "controller",
                                        machine.controller(),
                                        FOR_FEES,
                                        accounts.controller(),
                                        "the transaction fee of whatever is next"))));
    }

    private static Optional<Shortage> ofStash(MachineState state, Machine machine, Balance stash) {
        if (machine.status() instanceof MachineStatus.WaitingFulfill) {
            return state.stakeMissing()
                    .flatMap(missing -> lacks(
                            "stash", machine.stash(), missing, stash, "the stake that the verified machine lacks"));
        }
        return OfflineSlash.of(machine, new BlockNumber(state.block().number()))
                .flatMap(cost -> lacks(
                        "stash",
                        machine.stash(),
                        percent(machine.stake(), cost.percent()),
                        stash,
                        "the %d %% of its stake that are held when it comes back".formatted(cost.percent())));
    }

    private static Optional<Shortage> lacks(
            String who, AccountId account, DbcAmount needed, Balance balance, String forWhat) {
        return balance.free().compareTo(needed) < 0
                ? Optional.of(new Shortage(who, account, needed, balance.free(), forWhat))
                : Optional.empty();
    }

    public DbcAmount missing() {
        return new DbcAmount(needed.planck().subtract(free.planck()));
    }

    public String inWords() {
        return "the %s %s has %s free, and %s takes %s; next: send it %s"
                .formatted(who, account.toSs58(DbcRuntime.SS58_PREFIX), free, forWhat, needed, missing());
    }

    private static DbcAmount percent(DbcAmount amount, int percent) {
        return new DbcAmount(
                amount.planck().multiply(BigInteger.valueOf(percent)).divide(BigInteger.valueOf(100)));
    }
}

package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What a stash has reserved for its machines: {@code change_stake}, and how much is needed. */
final class Stake {

    private Stake() {}

    /** What a first bond takes: 1 % of the stake for a GPU ({@code stake_per_gpu_v2} of spec 400). */
    static Optional<BigInteger> toBegin(Dispatch dispatch) {
        return parameters(dispatch)
                .map(all -> Money.percent(all.field("online_stake_per_gpu").asInteger(), 1));
    }

    /** The most that a GPU needs: a number of DBC, or what a number of USD is worth, whichever is less. */
    static Optional<BigInteger> most(Dispatch dispatch) {
        return parameters(dispatch)
                .flatMap(all -> Money.ofValue(
                                dispatch, all.field("online_stake_usd_limit").asInteger())
                        .map(all.field("online_stake_per_gpu").asInteger()::min));
    }

    static Optional<Value> parameters(Dispatch dispatch) {
        return dispatch.at("OnlineProfile", "OnlineStakeParams").find();
    }

    static void add(Dispatch dispatch, Value stash, BigInteger amount, DispatchFailure otherwise)
            throws DispatchFailure {
        Accounts accounts = new Accounts(dispatch);
        if (!accounts.canReserve(stash, amount)) {
            throw otherwise;
        }
        accounts.reserve(stash, amount);
        count(dispatch, stash, amount);
        dispatch.deposit("OnlineProfile", "StakeAdded", stash, Value.of(amount));
    }

    static void reduce(Dispatch dispatch, Value stash, BigInteger amount, DispatchFailure otherwise)
            throws DispatchFailure {
        if (dispatch.at("OnlineProfile", "StashStake", stash).get().asInteger().compareTo(amount) < 0) {
            throw otherwise;
        }
        new Accounts(dispatch).unreserve(stash, amount);
        count(dispatch, stash, amount.negate());
        dispatch.deposit("OnlineProfile", "StakeReduced", stash, Value.of(amount));
    }

    /** {@code slash_and_reward}: an equal part to each, or all of it to the treasury. */
    static void slash(Dispatch dispatch, Value stash, BigInteger amount, List<Value> rewarded) {
        Accounts accounts = new Accounts(dispatch);
        if (rewarded.isEmpty()) {
            accounts.slashReserved(stash, amount, Accounts.treasury());
            dispatch.deposit("Treasury", "Deposit", Value.of(amount));
        }
        for (Value one : rewarded) {
            accounts.slashReserved(stash, amount.divide(BigInteger.valueOf(rewarded.size())), one);
        }
        count(dispatch, stash, amount.negate());
    }

    private static void count(Dispatch dispatch, Value stash, BigInteger amount) {
        dispatch.at("OnlineProfile", "StashStake", stash)
                .change(stake -> Value.of(stake.asInteger().add(amount).max(BigInteger.ZERO)));
        dispatch.at("OnlineProfile", "SysInfo").change(all -> Edit.plus(all, "total_stake", amount));
    }
}

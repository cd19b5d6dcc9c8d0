package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;

/** Transfers. With an existential deposit of 0 all three kinds do the same. */
final class BalanceCalls {

    private BalanceCalls() {}

    static void transfer(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        new Accounts(dispatch)
                .transfer(
                        origin.account(),
                        lookUp(call.field("dest")),
                        call.field("value").asInteger());
    }

    static void transferAll(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Accounts accounts = new Accounts(dispatch);
        BigInteger all = accounts.free(origin.account());
        accounts.transfer(origin.account(), lookUp(call.field("dest")), all);
    }

    /** {@code MultiAddress::Id}, which wallets write; accounts have no other names here. */
    static Value lookUp(Value address) throws DispatchFailure {
        if (!address.asVariant().name().equals("Id")) {
            throw DispatchFailure.plain("CannotLookup");
        }
        return address.field("0");
    }
}

package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.substrate.value.Value;

/** What one call does. Where it fails, whoever called undoes what it changed. */
interface Call {

    void apply(Dispatch dispatch, Origin origin, Value.Variant arguments) throws DispatchFailure;
}

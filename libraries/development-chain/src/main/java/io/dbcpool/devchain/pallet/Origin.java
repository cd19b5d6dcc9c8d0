package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.substrate.value.Value;

/** On whose behalf a call is carried out. */
public sealed interface Origin {

    /** An account that signed, or one on whose behalf a proxy or a multisig acts; 32 bytes. */
    record Signed(Value account) implements Origin {}

    /** Governance, or a technical committee: here, a command of the chain's. */
    record Root() implements Origin {}

    /** Nobody: the block's author puts the call there. */
    record None() implements Origin {}

    /** The account, or {@code BadOrigin}. */
    default Value account() throws DispatchFailure {
        if (this instanceof Signed signed) {
            return signed.account();
        }
        throw DispatchFailure.plain("BadOrigin");
    }

    default void requireRoot() throws DispatchFailure {
        if (!(this instanceof Root)) {
            throw DispatchFailure.plain("BadOrigin");
        }
    }
}

package io.dbcpool.bonding.key;

import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.substrate.crypto.Signature;

/** Has the machine sign that a stash may bond it. Its key stays on its host. */
public interface MachineSigner {

    /** @throws KeyException if it does not sign, with the reason and what to do */
    Signature sign(BondMessage message) throws KeyException, InterruptedException;
}

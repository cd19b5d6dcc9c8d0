package io.dbcpool.bonding.intent;

import io.dbcpool.substrate.crypto.address.AccountId;
import java.util.List;

/** Keeps intents where a crash does not reach them. */
public interface IntentStore {

    /**
     * Those of an account on a chain, by nonce. @throws StoreException if one cannot be read: then nothing is signed
     */
    List<Intent> list(String genesis, AccountId signer) throws StoreException;

    /** Returns when it would survive a loss of power. */
    void put(Intent intent) throws StoreException;
}

package io.dbcpool.devchain.block;

import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;

/** Whether an extrinsic may stand in the next block ({@code TransactionValidity}). */
public sealed interface Validity {

    /**
     * It may.
     *
     * @param signer 32 bytes
     * @param fee what it costs whatever becomes of it, without the tip; in planck
     */
    record Ready(Bytes bytes, Extrinsic extrinsic, Value signer, long nonce, BigInteger tip, BigInteger fee)
            implements Validity {

        public Hash256 hash() {
            return extrinsic.hash();
        }
    }

    /** Not before others of the same account. */
    record Future(Ready later) implements Validity {}

    /** It never may, as things are. */
    record Refused(Reason reason) implements Validity {}

    /** In the words of {@code sp_runtime::transaction_validity}, which clients recognise. */
    enum Reason {
        UNDECODABLE("Verification Error: Runtime error: Execution failed"),
        UNSIGNED("Transaction call is not expected"),
        ANCIENT_BIRTH_BLOCK("Transaction has an ancient birth block"),
        BAD_PROOF("Transaction has a bad signature"),
        STALE("Transaction is outdated"),
        PAYMENT("Inability to pay some fees (e.g. account balance too low)");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}

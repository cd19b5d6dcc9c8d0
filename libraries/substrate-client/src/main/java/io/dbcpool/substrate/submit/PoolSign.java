package io.dbcpool.substrate.submit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/**
 * What a node says of an extrinsic in its pool ({@code TransactionStatus} in sc-transaction-pool-api). Only its word.
 */
public enum PoolSign {
    /** It waits for one with a lower nonce. */
    FUTURE("future"),
    READY("ready"),
    BROADCAST("broadcast"),
    IN_BLOCK("inBlock"),
    RETRACTED("retracted"),
    FINALITY_TIMEOUT("finalityTimeout"),
    FINALIZED("finalized"),
    /** Another one of the same account and nonce took its place. */
    USURPED("usurped"),
    /** The pool was full. */
    DROPPED("dropped"),
    INVALID("invalid");

    private final String word;

    PoolSign(String word) {
        this.word = word;
    }

    /** Reads a status: a word, or an object with one field that is called so. Empty if we do not know it. */
    static Optional<PoolSign> read(JsonNode status) {
        Iterator<String> fields = status.fieldNames();
        String word = status.isTextual() ? status.textValue() : fields.hasNext() ? fields.next() : "";
        return Arrays.stream(values()).filter(sign -> sign.word.equals(word)).findFirst();
    }
}

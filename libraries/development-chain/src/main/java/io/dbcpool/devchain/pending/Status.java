package io.dbcpool.devchain.pending;

import java.util.Optional;
import java.util.Set;

/**
 * A step in an extrinsic's life, in a node's words ({@code sc-transaction-pool-api}, TransactionStatus).
 *
 * @param hash of a block, or of the extrinsic that took this one's place
 */
public record Status(String word, Optional<String> hash) {

    private static final Set<String> LAST = Set.of("finalized", "usurped", "dropped", "invalid", "finalityTimeout");

    static Status plain(String word) {
        return new Status(word, Optional.empty());
    }

    static Status at(String word, Object hash) {
        return new Status(word, Optional.of(hash.toString()));
    }

    /** Whether nothing more is told after it. */
    public boolean isLast() {
        return LAST.contains(word);
    }
}

package io.dbcpool.devchain.pending;

import io.dbcpool.devchain.block.Validity.Reason;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.Optional;

/**
 * Why the pool does not take an extrinsic, as a JSON-RPC error ({@code sc-rpc-api}, author/error.rs).
 *
 * @param data more words, which are where the reason stands for most
 */
public record Refusal(int code, String message, Optional<String> data) {

    private static final int VERIFICATION = 1_002;
    private static final int INVALID = 1_010;
    private static final int ALREADY_IMPORTED = 1_013;
    private static final int TOO_LOW_PRIORITY = 1_014;

    static Refusal of(Reason reason) {
        return reason == Reason.UNDECODABLE
                ? new Refusal(VERIFICATION, reason.words(), Optional.empty())
                : new Refusal(INVALID, "Invalid Transaction", Optional.of(reason.words()));
    }

    static Refusal alreadyImported(Hash256 hash) {
        return new Refusal(ALREADY_IMPORTED, "Transaction Already Imported", Optional.of(hash.toString()));
    }

    static Refusal tooLowPriority(String before, String now) {
        return new Refusal(
                TOO_LOW_PRIORITY,
                "Priority is too low: (%s vs %s)".formatted(before, now),
                Optional.of(
                        "The transaction has too low priority to replace another transaction already in the pool."));
    }
}

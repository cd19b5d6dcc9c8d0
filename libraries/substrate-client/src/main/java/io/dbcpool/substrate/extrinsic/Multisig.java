package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An account that some of its signatories together speak for (pallet-multisig). The chain learns of it by its first
 * call.
 *
 * @param threshold how many must agree: 2 to their number
 * @param signatories in any order; kept sorted, as the pallet wants them
 */
public record Multisig(int threshold, List<AccountId> signatories) {

    /** Which the account's bytes are a hash of, with the signatories and the threshold ({@code multi_account_id}). */
    private static final byte[] PREFIX = "modlpy/utilisuba".getBytes(StandardCharsets.US_ASCII);

    public Multisig {
        signatories = signatories.stream().sorted().distinct().toList();
        if (threshold < 2 || threshold > signatories.size()) {
            throw new IllegalArgumentException(
                    "wanted a threshold from 2 to the number of signatories, but found %d of %d"
                            .formatted(threshold, signatories.size()));
        }
    }

    /**
     * The account that all of them are together: Blake2b-256 over {@code modlpy/utilisuba}, the sorted signatories and
     * the threshold (Substrate's {@code multi_account_id}).
     */
    public AccountId account() {
        return account(threshold, signatories);
    }

    /** The pallet knows one of a threshold of 1 too, which needs no approvals. */
    static AccountId account(int threshold, List<AccountId> sorted) {
        return AccountId.of(Blake2b.hash256(new ScaleWriter()
                .writeFixedBytes(PREFIX)
                .writeVec(sorted, (out, account) -> out.writeFixedBytes(account.toBytes()))
                .writeU16(threshold)
                .toByteArray()));
    }

    /** All signatories but this one, sorted. @throws IllegalArgumentException if this is none */
    public List<AccountId> others(AccountId signer) {
        if (!signatories.contains(signer)) {
            throw new IllegalArgumentException("%s is no signatory of %s".formatted(signer, account()));
        }
        return signatories.stream().filter(one -> !one.equals(signer)).toList();
    }

    /**
     * Approves a call, and carries it out if this is the last approval needed.
     *
     * @param signer who will sign this
     * @param first where the first approval stands; empty if this is the first
     * @param maxWeight what the call may cost at most; not looked at before the last approval
     */
    public Call asMulti(AccountId signer, Optional<Timepoint> first, Call call, Weight maxWeight) {
        return approval("as_multi", signer, first, maxWeight).with("call", call.toValue());
    }

    /**
     * Approves a call without saying it again; it is never carried out by this, so the last approval is
     * {@link #asMulti}.
     *
     * @param callHash from {@link ExtrinsicCodec#hash}
     */
    public Call approveAsMulti(AccountId signer, Optional<Timepoint> first, Hash256 callHash, Weight maxWeight) {
        return approval("approve_as_multi", signer, first, maxWeight).with("call_hash", Value.of(callHash.toBytes()));
    }

    private Call approval(String name, AccountId signer, Optional<Timepoint> first, Weight maxWeight) {
        return Call.of("Multisig", name)
                .with("threshold", Value.of(threshold))
                .with(
                        "other_signatories",
                        new Value.Items(others(signer).stream()
                                .map(one -> Value.of(one.toBytes()))
                                .toList()))
                .with(
                        "maybe_timepoint",
                        first.map(Timepoint::toValue).map(Value::some).orElse(Value.none()))
                .with("max_weight", maxWeight.toValue());
    }
}

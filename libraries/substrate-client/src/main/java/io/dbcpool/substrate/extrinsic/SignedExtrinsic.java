package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * An extrinsic that is ready to be sent, and what must be remembered to learn what became of it. Sending the same bytes
 * again does no harm: a chain includes one extrinsic per account and nonce.
 */
public final class SignedExtrinsic {

    private final byte[] bytes;
    private final Hash256 hash;
    private final AccountId signer;
    private final long nonce;
    private final OptionalLong diesAt;

    /**
     * One that was made before: the parts are what this type gives.
     *
     * @param bytes with their number before them, as {@code author_submitExtrinsic} takes them
     * @param diesAt a block's number
     */
    public SignedExtrinsic(byte[] bytes, AccountId signer, long nonce, OptionalLong diesAt) {
        this.bytes = bytes.clone();
        this.hash = Hash256.ofContent(bytes);
        this.signer = signer;
        this.nonce = nonce;
        this.diesAt = diesAt;
    }

    /** With their number before them, as a block holds them and {@code author_submitExtrinsic} takes them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The Blake2b-256 of the bytes, by which it is found in a block. */
    public Hash256 hash() {
        return hash;
    }

    /** Who pays, and whose nonce it takes. */
    public AccountId signer() {
        return signer;
    }

    /** The signer's, of which each is used once. */
    public long nonce() {
        return nonce;
    }

    /** The number of the first block in which it can be no more; empty if it never dies. */
    public OptionalLong diesAt() {
        return diesAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedExtrinsic that
                && Arrays.equals(bytes, that.bytes)
                && signer.equals(that.signer)
                && nonce == that.nonce
                && diesAt.equals(that.diesAt);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "extrinsic %s of %s, nonce %d".formatted(hash, signer, nonce);
    }
}

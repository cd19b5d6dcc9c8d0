package io.dbcpool.substrate.crypto.address;

import java.util.Arrays;
import java.util.HexFormat;

/** An account: 32 bytes, a public key or whatever a pallet has made up. */
public final class AccountId implements Comparable<AccountId> {

    /** Its length. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private AccountId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException if it is not 32 bytes */
    public static AccountId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "wanted %d bytes of an account, but found %d".formatted(BYTES, bytes.length));
        }
        return new AccountId(bytes.clone());
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** @param prefix the chain's number in SS58, 0 to 16383; 42 where any chain is meant */
    public String toSs58(int prefix) {
        return new Ss58Address(prefix, this).toString();
    }

    /** By unsigned bytes, as the multisig pallet wants its signatories sorted. */
    @Override
    public int compareTo(AccountId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@code 0x} and 64 hex digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}

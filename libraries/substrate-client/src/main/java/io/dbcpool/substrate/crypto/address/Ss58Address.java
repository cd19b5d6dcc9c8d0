package io.dbcpool.substrate.crypto.address;

import io.dbcpool.substrate.crypto.address.InvalidAddressException.Reason;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An account with the prefix of its chain, in SS58: base 58 of prefix, account and the first two bytes of a
 * Blake2b-512.
 *
 * <p>Source: {@code ss58_codec} in sp-core, and the SS58 registry for the reserved prefixes.
 *
 * @param prefix 0 to 16383; below 64 it takes one byte, else two
 */
public record Ss58Address(int prefix, AccountId account) {

    /** The prefix of any Substrate chain that has none of its own. */
    public static final int GENERIC_PREFIX = 42;

    /** The highest network prefix that two bytes can say. */
    public static final int MAX_PREFIX = (1 << 14) - 1;

    private static final int ONE_BYTE_PREFIX_MAX = 63;
    private static final int CHECKSUM_BYTES = 2;
    private static final byte[] CHECKSUM_CONTEXT = "SS58PRE".getBytes(StandardCharsets.US_ASCII);

    /** The longest address of an account has 50 characters; nothing much longer is worth the arithmetic. */
    private static final int MAX_CHARACTERS = 64;

    public Ss58Address {
        if (prefix < 0 || prefix > MAX_PREFIX || isReserved(prefix)) {
            throw new InvalidAddressException(
                    Reason.PREFIX, "SS58 has no prefix %d: 0 to %d without 46 and 47".formatted(prefix, MAX_PREFIX));
        }
    }

    /** Reads an address of any chain. @throws InvalidAddressException if it is none */
    public static Ss58Address parse(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARACTERS) {
            throw new InvalidAddressException(
                    Reason.LENGTH,
                    "wanted an address of 1 to %d characters, but found %d".formatted(MAX_CHARACTERS, text.length()));
        }
        byte[] bytes = Base58.decode(text);
        int prefixBytes = bytes.length > 0 && (bytes[0] & 0x40) != 0 ? 2 : 1;
        int wanted = prefixBytes + AccountId.BYTES + CHECKSUM_BYTES;
        if (bytes.length != wanted) {
            throw new InvalidAddressException(
                    Reason.LENGTH,
                    "wanted an address of %d bytes in base 58, but found %d".formatted(wanted, bytes.length));
        }
        byte[] body = Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
        byte[] checksum = Arrays.copyOfRange(bytes, body.length, bytes.length);
        if (!Arrays.equals(checksum, checksum(body))) {
            throw new InvalidAddressException(
                    Reason.CHECKSUM, "the address' checksum is wrong: a character is mistyped or missing");
        }
        return new Ss58Address(readPrefix(body), AccountId.of(Arrays.copyOfRange(body, prefixBytes, body.length)));
    }

    /**
     * Reads an address of the chain with that prefix. @throws InvalidAddressException if it is none, or another chain's
     */
    public static AccountId parse(String text, int prefix) {
        Ss58Address address = parse(text);
        if (address.prefix != prefix) {
            throw new InvalidAddressException(
                    Reason.OTHER_CHAIN,
                    "wanted an address with prefix %d, but found one with prefix %d".formatted(prefix, address.prefix));
        }
        return address.account;
    }

    private static boolean isReserved(int prefix) {
        return prefix == 46 || prefix == 47;
    }

    private static int readPrefix(byte[] body) {
        int first = body[0] & 0xff;
        if (first <= ONE_BYTE_PREFIX_MAX) {
            return first;
        }
        if (first > 127) {
            throw new InvalidAddressException(Reason.PREFIX, "SS58 has no prefix that begins with %d".formatted(first));
        }
        int second = body[1] & 0xff;
        int prefix = (first & 0x3f) << 2 | second >> 6 | (second & 0x3f) << 8;
        if (prefix <= ONE_BYTE_PREFIX_MAX) {
            throw new InvalidAddressException(
                    Reason.PREFIX, "prefix %d takes one byte, but the address has it in two".formatted(prefix));
        }
        return prefix;
    }

    private static byte[] prefixBytes(int prefix) {
        return prefix <= ONE_BYTE_PREFIX_MAX
                ? new byte[] {(byte) prefix}
                : new byte[] {(byte) ((prefix & 0xfc) >> 2 | 0x40), (byte) (prefix >> 8 | (prefix & 0b11) << 6)};
    }

    private static byte[] checksum(byte[] body) {
        return Arrays.copyOf(Blake2b.hash512(CHECKSUM_CONTEXT, body), CHECKSUM_BYTES);
    }

    /** As people write it. */
    @Override
    public String toString() {
        byte[] prefixBytes = prefixBytes(prefix);
        byte[] bytes = Arrays.copyOf(prefixBytes, prefixBytes.length + AccountId.BYTES + CHECKSUM_BYTES);
        System.arraycopy(account.toBytes(), 0, bytes, prefixBytes.length, AccountId.BYTES);
        byte[] body = Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
        System.arraycopy(checksum(body), 0, bytes, body.length, CHECKSUM_BYTES);
        return Base58.encode(bytes);
    }
}

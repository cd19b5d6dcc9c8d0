package io.dbcpool.substrate.crypto;

import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.scale.ScaleWriter;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * One step from a key to another. From a hard one's key nothing leads back; a soft one's public key can be had from the
 * parent's public key, and its secret gives the parent's away.
 *
 * <p>Source: {@code DeriveJunction} in sp-core's crypto.rs.
 */
public final class Junction {

    private static final int CHAIN_CODE_BYTES = 32;
    private static final BigInteger MAX_NUMBER = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    // polkadot-js takes 0x.. for bytes and +1 for text, subkey the other way round: no guess is safe.
    private static final Pattern TAKEN_TWO_WAYS = Pattern.compile("0x[0-9a-fA-F]*|\\+[0-9]+");

    private final boolean hard;
    private final byte[] chainCode;

    private Junction(boolean hard, byte[] chainCode) {
        this.hard = hard;
        this.chainCode = chainCode;
    }

    /** @throws IllegalArgumentException if the code is empty, or wallets disagree on what it means */
    public static Junction hard(String code) {
        return new Junction(true, chainCode(code));
    }

    /** @throws IllegalArgumentException if the code is empty, or wallets disagree on what it means */
    public static Junction soft(String code) {
        return new Junction(false, chainCode(code));
    }

    /** Whether the public key alone cannot derive it. */
    public boolean isHard() {
        return hard;
    }

    byte[] chainCode() {
        return chainCode.clone();
    }

    /** Digits are a number, all else is text; text that does not fit is hashed. */
    private static byte[] chainCode(String code) {
        if (code.isEmpty()) {
            throw new IllegalArgumentException("a junction is empty");
        }
        byte[] encoded = NUMBER.matcher(code).matches()
                ? number(code)
                : new ScaleWriter().writeString(requireOneMeaning(code)).toByteArray();
        return Arrays.copyOf(encoded.length > CHAIN_CODE_BYTES ? Blake2b.hash256(encoded) : encoded, CHAIN_CODE_BYTES);
    }

    private static byte[] number(String code) {
        // Parsing takes time that grows with the square of the digits, and so many are too many anyway.
        BigInteger number = code.length() > 100 ? MAX_NUMBER.add(BigInteger.ONE) : new BigInteger(code);
        if (number.compareTo(MAX_NUMBER) > 0) {
            throw new IllegalArgumentException(
                    "a junction's number is over 2^64 - 1: polkadot-js and subkey take it for different keys");
        }
        return new ScaleWriter().writeU64(number).toByteArray();
    }

    private static String requireOneMeaning(String code) {
        if (TAKEN_TWO_WAYS.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "a junction begins with 0x or +: polkadot-js and subkey take it for different keys");
        }
        return code;
    }
}

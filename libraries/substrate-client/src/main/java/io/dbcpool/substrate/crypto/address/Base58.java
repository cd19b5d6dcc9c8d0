package io.dbcpool.substrate.crypto.address;

import io.dbcpool.substrate.crypto.address.InvalidAddressException.Reason;
import java.math.BigInteger;

/** Bitcoin's base 58: a big-endian number, and a leading 1 for each leading zero byte. */
final class Base58 {

    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    private Base58() {}

    static String encode(byte[] bytes) {
        StringBuilder reversed = new StringBuilder();
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            reversed.append(DIGITS.charAt(parts[1].intValueExact()));
            rest = parts[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            reversed.append(DIGITS.charAt(0));
        }
        return reversed.reverse().toString();
    }

    /** Takes time that grows with the square of the length: the caller limits it. */
    static byte[] decode(String text) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new InvalidAddressException(
                        Reason.CHARACTER, "character %d of the address is not in base 58".formatted(i));
            }
            value = value.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == DIGITS.charAt(0)) {
            zeros++;
        }
        byte[] number = value.signum() == 0 ? new byte[0] : value.toByteArray();
        int sign = number.length > 0 && number[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[zeros + number.length - sign];
        System.arraycopy(number, sign, bytes, zeros, number.length - sign);
        return bytes;
    }
}

package io.dbcpool.broadcast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64 as the DBC node writes it ({@code util/base64.cc}): {@code A-Za-z0-9+/}, no line breaks. The padding may be
 * there or not, whole; other spellings of the same bytes, such as bits set behind the last byte, are refused, because
 * no encoder writes them. {@link java.util.Base64} would let those through and throws for the rest.
 */
final class Base64Text {

    private static final byte[] VALUES = values();

    private Base64Text() {}

    /** Null where {@code bytes[from, to)} is not base64; {@link #wrongAt} then says where it goes wrong. */
    static byte @Nullable [] decode(byte[] bytes, int from, int to) {
        int end = withoutPadding(bytes, from, to);
        if (wrongAt(bytes, from, to) < to) {
            return null;
        }
        byte[] decoded = new byte[(end - from) * 6 / 8];
        int bits = 0;
        int bitCount = 0;
        int written = 0;
        for (int i = from; i < end; i++) {
            bits = (bits << 6 | VALUES[bytes[i]]) & 0xffff;
            bitCount += 6;
            if (bitCount >= 8) {
                bitCount -= 8;
                decoded[written++] = (byte) (bits >> bitCount);
            }
        }
        return decoded;
    }

    /** The first byte that is wrong; {@code to} where all of it is right. */
    static int wrongAt(byte[] bytes, int from, int to) {
        int end = withoutPadding(bytes, from, to);
        for (int i = from; i < end; i++) {
            if (bytes[i] < 0 || VALUES[bytes[i]] < 0) {
                return i;
            }
        }
        int rest = (end - from) % 4;
        boolean padded = end < to;
        if (rest == 1 || (padded && (to - from) % 4 != 0)) {
            return Math.max(from, end - 1);
        }
        int unused = rest == 2 ? 0x0f : rest == 3 ? 0x03 : 0;
        return unused != 0 && (VALUES[bytes[end - 1]] & unused) != 0 ? end - 1 : to;
    }

    private static int withoutPadding(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && to - end < 2 && bytes[end - 1] == '=') {
            end--;
        }
        return end;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }
}

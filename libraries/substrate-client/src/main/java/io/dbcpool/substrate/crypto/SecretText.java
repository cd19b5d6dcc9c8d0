package io.dbcpool.substrate.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that must not linger: turned into bytes without a {@code String} on the way. */
final class SecretText {

    private SecretText() {}

    /** UTF-8, which the caller wipes. @throws IllegalArgumentException if the text holds half a surrogate pair */
    static byte[] utf8(CharSequence text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            encoded.clear();
            encoded.put(new byte[encoded.capacity()]);
            return bytes;
        } catch (CharacterCodingException halfPair) {
            throw new IllegalArgumentException("the password holds half a surrogate pair", halfPair);
        }
    }

    /** The two texts behind one another, as UTF-8, which the caller wipes. */
    static byte[] utf8(String prefix, CharSequence text) {
        byte[] first = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] second = utf8(text);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        Arrays.fill(second, (byte) 0);
        return both;
    }
}

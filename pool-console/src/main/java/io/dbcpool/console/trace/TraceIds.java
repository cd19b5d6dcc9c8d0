package io.dbcpool.console.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The ids of one rental's trace: the beginning of SHA-256 of what the thing is, W3C's 16 and 8 bytes long. */
record TraceIds(String rentalKey) {

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    String trace() {
        return hash(TRACE_BYTES, "trace", rentalKey);
    }

    /** @param parts what makes it one of the rental's spans and no other: what it is, and of which record */
    String span(String... parts) {
        String[] all = Arrays.copyOf(parts, parts.length + 1);
        all[parts.length] = rentalKey;
        return hash(SPAN_BYTES, all);
    }

    private static String hash(int bytes, String... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] text = part.getBytes(StandardCharsets.UTF_8);
                // With its length in front, so that ("ab", "c") and ("a", "bc") differ.
                digest.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(text);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

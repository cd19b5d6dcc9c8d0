package io.dbcpool.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * A {@code ce_id} that follows from what happened, so that whoever tells it again, after a crash or on another host,
 * tells it under the same id: a UUID of version 5 (RFC 9562) over the parts.
 */
public final class NameBasedId {

    /** Ours, drawn once; changing it changes every id. */
    private static final UUID NAMESPACE = UUID.fromString("6f9c1d0e-5f0b-4a53-9d43-2a8f7f0f6c11");

    private static final MessageDigest SHA_1 = findSha1();

    private NameBasedId() {}

    public static String of(String... parts) {
        var digest = sha1();
        digest.update(bytes(NAMESPACE.getMostSignificantBits()));
        digest.update(bytes(NAMESPACE.getLeastSignificantBits()));
        for (String part : parts) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            // With its length in front, so that ("ab", "c") and ("a", "bc") differ.
            digest.update(bytes(text.length));
            digest.update(text);
        }
        var hash = ByteBuffer.wrap(digest.digest());
        long high = (hash.getLong() & ~0xf000L) | 0x5000L;
        long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low).toString();
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** A copy: looking for the one who provides it takes longer than a digest does. */
    private static MessageDigest sha1() {
        try {
            return (MessageDigest) SHA_1.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every JDK's SHA-1 can be copied", e);
        }
    }

    private static MessageDigest findSha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}

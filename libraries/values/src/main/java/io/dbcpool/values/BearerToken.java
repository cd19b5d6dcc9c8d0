package io.dbcpool.values;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A secret that whoever calls a service shows in the header {@code Authorization: Bearer TOKEN} (RFC 6750). It is never
 * shown itself, and each comparison takes as long for a near miss as for any other.
 */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    private BearerToken(byte[] token) {
        this.token = token;
    }

    /** @return empty for a text of nothing but blanks: it opens nothing */
    public static Optional<BearerToken> of(String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(new BearerToken(text.strip().getBytes(StandardCharsets.UTF_8)));
    }

    /** @param authorization the header; empty where there was none. The scheme's case does not matter (RFC 9110) */
    public boolean isBorneBy(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && is(authorization.substring(SCHEME.length()));
    }

    public boolean is(String given) {
        return MessageDigest.isEqual(token, given.strip().getBytes(StandardCharsets.UTF_8));
    }

    /** @return 64 hex digits that only one who has the token can make, and from which no way leads to it */
    public String digest(String purpose) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(purpose.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(token));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "a token that is not shown";
    }
}

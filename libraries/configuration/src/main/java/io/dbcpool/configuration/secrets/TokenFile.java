package io.dbcpool.configuration.secrets;

import io.dbcpool.values.BearerToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a bearer token, from a file that only its owner may read. One that cannot be used opens nothing. */
public final class TokenFile {

    /** 128 bits in hex; what is shorter may be guessed. */
    static final int LEAST_CHARS = 32;

    private static final int MOST_BYTES = 4_096;

    private TokenFile() {}

    /** @param refused is told why it cannot be used, and what to do; what is in it is never told */
    public static Optional<BearerToken> read(Path file, Consumer<String> refused) {
        Optional<String> fault = PrivateFiles.findFault(file);
        if (fault.isPresent()) {
            refused.accept(fault.get());
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            String token = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
            if (token.length() >= LEAST_CHARS) {
                return BearerToken.of(token);
            }
            refused.accept("wanted %d characters or more, found %d; next: openssl rand -hex 32 > %s"
                    .formatted(LEAST_CHARS, token.length(), file));
        } catch (IOException e) {
            refused.accept("%s cannot be read: %s".formatted(file, e));
        }
        return Optional.empty();
    }
}

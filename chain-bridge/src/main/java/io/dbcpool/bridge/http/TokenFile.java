package io.dbcpool.bridge.http;

import io.dbcpool.bonding.wish.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the bearer token, from a file that only its owner may read. One that cannot be used opens nothing. */
final class TokenFile {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    /** 128 bits in hex; what is shorter may be guessed. */
    static final int LEAST_CHARS = 32;

    private static final int MOST_BYTES = 4_096;

    private TokenFile() {}

    static Optional<String> read(Path file) {
        Optional<String> fault = PrivateFiles.findFault(file);
        if (fault.isPresent()) {
            return refuse(file, fault.get());
        }
        try (var in = Files.newInputStream(file)) {
            String token = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
            return token.length() >= LEAST_CHARS
                    ? Optional.of(token)
                    : refuse(
                            file,
                            "wanted %d characters or more, found %d; next: openssl rand -hex 32 > %s"
                                    .formatted(LEAST_CHARS, token.length(), file));
        } catch (IOException e) {
            return refuse(file, "it cannot be read: " + e);
        }
    }

    private static Optional<String> refuse(Path file, String reason) {
        LOG.error("the api token cannot be used, nothing that writes is open file={} reason={}", file, reason);
        return Optional.empty();
    }
}

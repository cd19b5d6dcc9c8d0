package io.dbcpool.watcher.http;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.secrets.TokenFile;
import io.dbcpool.values.BearerToken;
import io.dbcpool.watcher.RentalWatcher;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may tell the watcher something. With {@code api.token-file} whoever has that token; without it only who can read
 * the file {@code local-token} in the watcher's state folder, made anew at each start with mode 0600: root, and the
 * user whom the watcher runs as, on this host.
 */
@Startup
@Singleton
public class LocalToken {

    private static final Logger LOG = LoggerFactory.getLogger(LocalToken.class);
    private static final int BYTES = 32;

    private final Optional<BearerToken> token;

    LocalToken(PoolConfig config, RentalWatcher watcher) {
        token = config.api().tokenFile().map(LocalToken::read).orElseGet(() -> make(watcher.stateDir()));
    }

    boolean isBorneBy(String authorization) {
        return token.filter(known -> known.isBorneBy(authorization)).isPresent();
    }

    private static Optional<BearerToken> read(Path file) {
        return TokenFile.read(
                file,
                reason -> LOG.error(
                        "the api token cannot be used, nothing that writes is open file={} reason={}", file, reason));
    }

    private static Optional<BearerToken> make(Path stateDir) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        Path file = stateDir.resolve("local-token");
        try {
            Files.deleteIfExists(file);
            try (var channel = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
            }
            return BearerToken.of(token);
        } catch (IOException e) {
            LOG.error(
                    "local token cannot be written, nothing that writes is open file={} reason={}", file, e.toString());
            return Optional.empty();
        }
    }
}

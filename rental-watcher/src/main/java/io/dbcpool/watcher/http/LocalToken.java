package io.dbcpool.watcher.http;

import io.dbcpool.configuration.PoolConfig;
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
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
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

    private final byte[] token;

    LocalToken(PoolConfig config, RentalWatcher watcher) {
        token = config.api().tokenFile().map(LocalToken::read).orElseGet(() -> make(watcher.stateDir()));
    }

    /** Whether an {@code Authorization} header bears the token. Takes as long for a near miss as for any other. */
    boolean isBornBy(String authorization) {
        byte[] given = authorization.replaceFirst("^Bearer ", "").getBytes(StandardCharsets.UTF_8);
        return token.length > 0 && authorization.startsWith("Bearer ") && MessageDigest.isEqual(token, given);
    }

    /** An unreadable or empty token opens nothing. */
    private static byte[] read(Path file) {
        try {
            return Files.readString(file).trim().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.error("api token cannot be read, nothing that writes is open file={} reason={}", file, e.toString());
            return new byte[0];
        }
    }

    private static byte[] make(Path stateDir) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        byte[] token = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
        Path file = stateDir.resolve("local-token");
        try {
            Files.deleteIfExists(file);
            try (var channel = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(ByteBuffer.wrap(token));
            }
            return token;
        } catch (IOException e) {
            LOG.error(
                    "local token cannot be written, nothing that writes is open file={} reason={}", file, e.toString());
            return new byte[0];
        }
    }
}

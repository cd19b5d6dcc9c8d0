package io.dbcpool.console.http;

import io.dbcpool.configuration.secrets.TokenFile;
import io.dbcpool.values.BearerToken;
import io.dbcpool.values.HostHeader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Who may read. Whoever comes to a console that is bound to loopback, by a loopback name; anybody else needs the token
 * of the file that {@code DBCPOOL_CONSOLE_TOKEN_FILE} names. The name counts because a proxy before a console on
 * loopback would else open it to all, and so would a web page whose own name suddenly means 127.0.0.1.
 *
 * <p>The token is one for reading, and not that of {@code api.token-file}: whoever may look must not be able to
 * release.
 */
@Singleton
public class ReadingGate {

    private static final Logger LOG = Logger.getLogger(ReadingGate.class);

    /** Goes into what a browser keeps, so that it is of use nowhere else. */
    private static final String COOKIE = "dbc-pool console";

    private final boolean boundToLoopback;
    private final Optional<BearerToken> token;

    @Inject
    ReadingGate(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "dbcpool.console.token-file") Optional<String> tokenFile) {
        this(isLoopback(host), tokenFile.filter(file -> !file.isBlank()).flatMap(file -> read(Path.of(file))));
    }

    private ReadingGate(boolean boundToLoopback, Optional<BearerToken> token) {
        this.boundToLoopback = boundToLoopback;
        this.token = token;
    }

    static ReadingGate of(boolean boundToLoopback, Optional<String> token) {
        return new ReadingGate(boundToLoopback, token.flatMap(BearerToken::of));
    }

    /** @param hostHeader the name, and perhaps the port, by which the browser came */
    boolean isOpenTo(String hostHeader, String authorization, String cookie) {
        return (boundToLoopback && new HostHeader(hostHeader).isLoopback())
                || token.filter(known -> known.isBorneBy(authorization) || isSame(known.digest(COOKIE), cookie))
                        .isPresent();
    }

    boolean isToken(String given) {
        return token.filter(known -> known.is(given)).isPresent();
    }

    /** Whether there is a token that could be given. */
    boolean hasToken() {
        return token.isPresent();
    }

    /** What a browser keeps after the token was given: no way leads from it to the token. */
    String cookie() {
        return token.map(known -> known.digest(COOKIE)).orElse("");
    }

    /** For the log. */
    public String inWords() {
        if (boundToLoopback) {
            return "open to this host" + (hasToken() ? ", and with the token" : "");
        }
        return hasToken() ? "with the token" : "closed: bound to more than loopback, and no token file";
    }

    private static boolean isSame(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A token that cannot be used opens nothing. Compose mounts {@code /dev/null} where no file is named. */
    private static Optional<BearerToken> read(Path file) {
        if (isDevice(file)) {
            return Optional.empty();
        }
        return TokenFile.read(
                file,
                reason -> LOG.errorf(
                        "the console's token cannot be used, nobody can read by it file=%s reason=%s", file, reason));
    }

    private static boolean isDevice(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            return false;
        }
    }
}

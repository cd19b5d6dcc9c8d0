package io.dbcpool.console.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
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
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "Bearer ";

    private final boolean boundToLoopback;
    private final Optional<byte[]> token;

    @Inject
    ReadingGate(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "dbcpool.console.token-file") Optional<String> tokenFile) {
        this(isLoopback(host), tokenFile.filter(file -> !file.isBlank()).flatMap(file -> read(Path.of(file))));
    }

    private ReadingGate(boolean boundToLoopback, Optional<byte[]> token) {
        this.boundToLoopback = boundToLoopback;
        this.token = token;
    }

    static ReadingGate of(boolean boundToLoopback, Optional<String> token) {
        return new ReadingGate(boundToLoopback, token.map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param hostHeader the name, and perhaps the port, by which the browser came */
    boolean isOpenTo(String hostHeader, String authorization, String cookie) {
        if (boundToLoopback && LOOPBACK_NAMES.contains(hostHeader.replaceFirst(":\\d+$", ""))) {
            return true;
        }
        return (authorization.startsWith(BEARER) && isToken(authorization.substring(BEARER.length())))
                || token.filter(known -> isSame(cookieOf(known), cookie)).isPresent();
    }

    /** Takes as long for a near miss as for any other. */
    boolean isToken(String given) {
        return token.filter(known -> MessageDigest.isEqual(known, given.strip().getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    /** Whether there is a token that could be given. */
    boolean hasToken() {
        return token.isPresent();
    }

    /** What a browser keeps after the token was given: no way leads from it to the token. */
    String cookie() {
        return token.map(ReadingGate::cookieOf).orElse("");
    }

    /** For the log. */
    public String inWords() {
        if (boundToLoopback) {
            return "open to this host" + (hasToken() ? ", and with the token" : "");
        }
        return hasToken() ? "with the token" : "closed: bound to more than loopback, and no token file";
    }

    private static String cookieOf(byte[] token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("dbc-pool console".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(token));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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

    /** An unreadable or empty token opens nothing. */
    private static Optional<byte[]> read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.errorf("console token cannot be read, so nobody can read by it file=%s reason=%s", file, e.toString());
            return Optional.empty();
        }
    }
}

package io.dbcpool.configuration;

import io.dbcpool.configuration.PoolConfig.Restart;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the kinds of words that stand in a pool file. Empty: it is no such word. */
final class Words {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern ADDRESS_AND_PORT = Pattern.compile("\\[?([^\\[\\]]+?)]?:([0-9]{1,5})");
    private static final Pattern BOOTSTRAP_SERVER = Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+):[0-9]{1,5}");
    private static final int ED25519_KEY_BYTES = 32;
    private static final Pattern SS58 = Pattern.compile("[1-9A-HJ-NP-Za-km-z]{46,50}");

    private Words() {}

    /** It goes into file names, labels of metrics and addresses of the REST interface, so it has no space or slash. */
    static Optional<String> name(String text) {
        return Optional.of(text).filter(name -> NAME.matcher(name).matches());
    }

    static Optional<String> notBlank(String text) {
        return Optional.of(text).filter(some -> !some.isBlank());
    }

    /** {@code 10s}, {@code 500ms}, {@code 3m}, {@code 1h}; zero needs no unit. */
    static Optional<Duration> duration(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                });
    }

    static Optional<Boolean> yesOrNo(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<Restart> restart(String text) {
        return switch (text) {
            case "never" -> Optional.of(Restart.NEVER);
            case "when-free" -> Optional.of(Restart.WHEN_FREE);
            default -> Optional.empty();
        };
    }

    static Optional<Path> path(String text) {
        try {
            return notBlank(text).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static Optional<Path> absolutePath(String text) {
        return path(text).filter(Path::isAbsolute);
    }

    /** A literal address, never a name: a resolver that hangs must not keep a service from starting. */
    static Optional<InetSocketAddress> addressAndPort(String text, int maxPort) {
        var parts = ADDRESS_AND_PORT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(parts.group(2));
        return AddressRange.findAddress(parts.group(1))
                .filter(address -> port >= 1 && port <= maxPort)
                .map(address -> new InetSocketAddress(address, port));
    }

    /** {@code host:port}, or several with commas between them. */
    static Optional<String> bootstrapServers(String text) {
        for (String server : text.split(",", -1)) {
            if (!BOOTSTRAP_SERVER.matcher(server.strip()).matches()
                    || !isPort(server.strip().substring(server.strip().lastIndexOf(':') + 1))) {
                return Optional.empty();
            }
        }
        return Optional.of(text);
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65_535;
    }

    /** libvirt's own kinds: {@code qemu:///system}, {@code qemu+tcp://host/system}, {@code test:///default}. */
    static Optional<URI> connectionUri(String text) {
        return uri(text).filter(uri -> uri.getScheme() != null && !uri.isOpaque());
    }

    static Optional<URI> uriWithHost(String text, Set<String> schemes) {
        return uri(text)
                .filter(uri -> uri.getScheme() != null
                        && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT)))
                .filter(uri -> uri.getHost() != null);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The form of an SS58 account: base58 of 35 bytes or so. Its checksum needs blake2b, which the JDK lacks. */
    static Optional<String> account(String text) {
        return Optional.of(text).filter(account -> SS58.matcher(account).matches());
    }

    /** The bytes alone: that they are a point of the curve is seen when a signature is checked. */
    static Optional<String> ed25519Key(String text) {
        try {
            return Base64.getDecoder().decode(text).length == ED25519_KEY_BYTES ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

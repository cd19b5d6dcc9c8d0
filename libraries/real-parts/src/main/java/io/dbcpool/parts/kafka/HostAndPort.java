package io.dbcpool.parts.kafka;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where a broker listens and its clients find it. */
public record HostAndPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(.+):(\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    public HostAndPort {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be 1 to %d, was %d".formatted(MAX_PORT, port));
        }
    }

    /** Empty where the text is no {@code host:port}. */
    public static Optional<HostAndPort> find(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(form.group(2));
        return port < 1 || port > MAX_PORT ? Optional.empty() : Optional.of(new HostAndPort(form.group(1), port));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

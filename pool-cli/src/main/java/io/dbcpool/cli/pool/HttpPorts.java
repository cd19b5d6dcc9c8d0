package io.dbcpool.cli.pool;

import java.net.URI;

/**
 * Where the services of this host answer, on loopback.
 *
 * @param base the console's port; the services have the four above it
 */
public record HttpPorts(int base) {

    public static final int DEFAULT_BASE = 8080;

    private static final int HIGHEST_BASE = 65_531;

    public HttpPorts {
        if (base < 1 || base > HIGHEST_BASE) {
            throw new IllegalArgumentException(
                    "base must be a port from 1 to %d, was %d".formatted(HIGHEST_BASE, base));
        }
    }

    public int of(Service service) {
        return base + service.portOffset();
    }

    /** @param path begins with a slash */
    public URI uri(Service service, String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(of(service), path));
    }
}

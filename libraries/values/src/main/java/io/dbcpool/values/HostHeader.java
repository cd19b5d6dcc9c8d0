package io.dbcpool.values;

import java.util.Set;

/**
 * By which name, and perhaps port, somebody came to a service over HTTP.
 *
 * @param text {@code Host} as it was sent; empty where it was not
 */
public record HostHeader(String text) {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Whether the name is one of loopback, and not one of a web page's that suddenly means 127.0.0.1. */
    public boolean isLoopback() {
        return LOOPBACK_NAMES.contains(text.replaceFirst(":\\d+$", ""));
    }
}

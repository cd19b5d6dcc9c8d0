package io.dbcpool.substrate.rpc;

import java.net.URI;

/**
 * Where a node listens. Its text form leaves out what may be a secret: user, path and query often hold an access key.
 */
public record Endpoint(URI uri) {

    public Endpoint {
        String scheme = uri.getScheme();
        if (!("ws".equals(scheme) || "wss".equals(scheme)) || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "wanted a node's address such as wss://host:port, but found " + shown(uri));
        }
    }

    /** @throws IllegalArgumentException if it is no address such as {@code wss://host:port} */
    public static Endpoint parse(String address) {
        return new Endpoint(URI.create(address));
    }

    @Override
    public String toString() {
        return shown(uri);
    }

    private static String shown(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }
}

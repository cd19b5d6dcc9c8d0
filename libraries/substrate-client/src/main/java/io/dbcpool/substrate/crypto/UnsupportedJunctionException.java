package io.dbcpool.substrate.crypto;

/** No key of this scheme leads over this junction to another. No message holds the junction's code. */
public final class UnsupportedJunctionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final KeyScheme scheme;

    UnsupportedJunctionException(KeyScheme scheme, String message) {
        super(message);
        this.scheme = scheme;
    }

    /** Which has no such junction. */
    public KeyScheme scheme() {
        return scheme;
    }
}

package io.dbcpool.parts.libvirt;

/** A real part could not be started or told what to do; the message says which and why. */
public final class PartsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PartsException(String message) {
        super(message);
    }

    public PartsException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.dbcpool.watcher.owner;

/** Nothing could be sent to the domain this time. */
public final class ForceNotAppliedException extends Exception {

    private static final long serialVersionUID = 1L;

    public ForceNotAppliedException(String message, Throwable cause) {
        super(message, cause);
    }
}

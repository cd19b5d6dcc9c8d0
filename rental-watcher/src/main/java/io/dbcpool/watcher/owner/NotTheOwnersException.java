package io.dbcpool.watcher.owner;

/** The domain was the owner's when the vacate began, and is not now. It is left alone. */
public final class NotTheOwnersException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotTheOwnersException(String message) {
        super(message);
    }
}

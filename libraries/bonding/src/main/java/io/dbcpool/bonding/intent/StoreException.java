package io.dbcpool.bonding.intent;

/** What was signed cannot be kept or read. Nothing may be signed until it can. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.dbcpool.bonding.key;

/** A key cannot be used. The message is for the operator, says what to do, and nothing of the key. */
public final class KeyException extends Exception {

    private static final long serialVersionUID = 1L;

    public KeyException(String message) {
        super(message);
    }
}

package io.dbcpool.cli;

/** Something that a verb needs does not answer. The message is for the operator; the verb ends with exit code 3. */
public final class CannotReachException extends Exception {

    private static final long serialVersionUID = 1L;

    public CannotReachException(String message) {
        super(message);
    }

    public CannotReachException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.dbcpool.configuration;

/**
 * The file cannot be used. The message is for the operator: it names file, line, key, what was wanted and what was
 * found. A service prints it, without a stack trace, and ends with exit code 2.
 */
public final class PoolFileException extends Exception {

    private static final long serialVersionUID = 1L;

    public PoolFileException(String message) {
        super(message);
    }
}

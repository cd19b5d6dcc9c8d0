package io.dbcpool.bench;

import java.io.Serial;

/** A round could not be measured, or a part did not do its work. */
public final class BenchException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}

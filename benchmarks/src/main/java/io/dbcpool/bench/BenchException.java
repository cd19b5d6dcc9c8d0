package io.dbcpool.bench;

import java.io.Serial;

/** A round could not be measured, or a part did not do its work. */
final class BenchException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.dbcpool.substrate.value;

/** A value is not of the kind that the caller or the runtime's type wants. */
public final class ValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public ValueException(String message) {
        super(message);
    }
}

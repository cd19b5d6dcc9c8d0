package io.dbcpool.chain.shape;

/**
 * The runtime does not have what was asked of it, or has it in another shape than this library knows: a newer runtime,
 * or another chain. Asking again does not help; another release of this library may.
 */
public final class RuntimeShapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RuntimeShapeException(String message) {
        super(message);
    }

    public RuntimeShapeException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.dbcpool.substrate.scale;

/** The bytes are not valid SCALE. Either they are damaged or they were read as the wrong type. */
public final class ScaleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int position;

    /** @param position of the first byte that is wrong, from 0 */
    public ScaleException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** The byte, counted from 0 at the beginning of the input, where reading stopped making sense. */
    public int position() {
        return position;
    }
}

package io.dbcpool.substrate.scale;

/** Reads one value of a known type, and leaves the reader behind it. */
@FunctionalInterface
public interface ScaleDecoder<T> {

    /** @throws ScaleException if the bytes are not such a value */
    T read(ScaleReader in);
}

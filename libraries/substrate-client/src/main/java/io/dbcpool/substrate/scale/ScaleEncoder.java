package io.dbcpool.substrate.scale;

/** Writes one value of a known type. */
@FunctionalInterface
public interface ScaleEncoder<T> {

    /** @throws IllegalArgumentException if the value does not fit its type */
    void write(ScaleWriter out, T value);
}

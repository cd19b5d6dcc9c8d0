package io.dbcpool.substrate.scale;

/** Rust's {@code Result}: what was asked for, or why not. */
public sealed interface Result<T, E> {

    /** It went well. */
    record Ok<T, E>(T value) implements Result<T, E> {}

    /** It did not. */
    record Err<T, E>(E error) implements Result<T, E> {}
}

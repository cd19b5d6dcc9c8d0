/**
 * Any value of any type of a runtime, read and written by what its metadata says, so that a runtime upgrade needs no
 * new release. Start with {@link io.dbcpool.substrate.value.ValueCodec}; {@link io.dbcpool.substrate.value.Value} is
 * what comes out.
 *
 * <p>Values are a sealed set of records, not maps and lists of {@code Object}: bytes compare by content, a wrong guess
 * at a value's kind says what was wanted and what is there, and nobody casts.
 */
@NullMarked
package io.dbcpool.substrate.value;

import org.jspecify.annotations.NullMarked;

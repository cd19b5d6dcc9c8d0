/**
 * A pool past one machine, in numbers that no single machine can measure. Start with
 * {@link io.dbcpool.bench.scale.ScaleBench}; {@code docs/scale.md} says what follows from them.
 */
@NullMarked
package io.dbcpool.bench.scale;

import org.jspecify.annotations.NullMarked;

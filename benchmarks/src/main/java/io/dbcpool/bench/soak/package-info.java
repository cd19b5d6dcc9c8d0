/**
 * The whole pool for a long time, while things break. Start with {@link io.dbcpool.bench.soak.Soak};
 * {@link io.dbcpool.bench.soak.Judge} says what a rental has to come to, {@link io.dbcpool.bench.soak.Flatness} what is
 * flat.
 */
@NullMarked
package io.dbcpool.bench.soak;

import org.jspecify.annotations.NullMarked;

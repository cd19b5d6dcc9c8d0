/**
 * Measures the pool from the outside, each figure beside that of something else in the same run. Start with
 * {@link io.dbcpool.bench.VacateBench}, which says what is compared; a {@link io.dbcpool.bench.Contestant} stops a
 * domain, and {@link io.dbcpool.bench.StopEvents} is the one observer for all of them.
 */
@NullMarked
package io.dbcpool.bench;

import org.jspecify.annotations.NullMarked;

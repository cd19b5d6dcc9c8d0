/**
 * Frees a machine for its renter. Start with {@link io.dbcpool.watcher.vacate.VacateState}; {@code VacateStateTest} is
 * the table of what happens when. Nothing here does I/O or reads a clock; {@code guard} carries out the actions.
 */
@NullMarked
package io.dbcpool.watcher.vacate;

import org.jspecify.annotations.NullMarked;

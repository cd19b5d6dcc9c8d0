/**
 * Decides that a machine is rented, and has the owner's VM off before the deadline. Start with
 * {@link io.dbcpool.watcher.vacate.VacateState} for what happens in ten seconds, {@code belief} for when they begin,
 * and {@code guard.Guard} for the loop that joins them. {@link io.dbcpool.watcher.RentalWatcherMain} starts it.
 */
@NullMarked
package io.dbcpool.watcher;

import org.jspecify.annotations.NullMarked;

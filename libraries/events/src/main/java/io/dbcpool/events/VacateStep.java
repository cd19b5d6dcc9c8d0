package io.dbcpool.events;

/**
 * A step's name and moment.
 *
 * @param name such as {@code heard}, {@code ask}, {@code term}, {@code kill}, {@code released}, {@code domain-off}
 * @param atMillis milliseconds from the trigger's {@code observedAt}, by the watcher's monotonic clock
 */
public record VacateStep(String name, long atMillis) {}

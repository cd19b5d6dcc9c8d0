/**
 * Makes few records of many broadcasts without losing a word. Start with {@link io.dbcpool.listener.coalesce.Repeats};
 * {@code RepeatsTest} is the table of what is told when. Nothing here does I/O or reads a clock.
 */
@NullMarked
package io.dbcpool.listener.coalesce;

import org.jspecify.annotations.NullMarked;

/**
 * Whole histories of a watcher and its world, played from one seed in one thread. Start with
 * {@link io.dbcpool.watcher.simulation.World}, which puts the real guard, journal, receipts and outbox on a made-up
 * host; {@link io.dbcpool.watcher.simulation.Plot} says what befalls them, and
 * {@link io.dbcpool.watcher.simulation.Witness} sees what no record tells. How to play a seed again:
 * {@code docs/simulation.md}.
 */
@NullMarked
package io.dbcpool.watcher.simulation;

import org.jspecify.annotations.NullMarked;

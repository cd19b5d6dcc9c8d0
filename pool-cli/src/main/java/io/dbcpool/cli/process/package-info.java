/**
 * Keeps a handful of processes running, and ends them. Start with {@link io.dbcpool.cli.process.Supervisor}, the loop;
 * {@link io.dbcpool.cli.process.RestartPolicy} says what a death is answered with, and {@code RestartPolicyTest} is its
 * table.
 *
 * <p>A supervisor that is killed by force takes nobody along: a watcher goes on guarding its machines. Whoever
 * supervises next with the same state folder finds them by {@link io.dbcpool.cli.process.RunFiles} and ends them before
 * it starts its own.
 */
@NullMarked
package io.dbcpool.cli.process;

import org.jspecify.annotations.NullMarked;

/**
 * Faults of real parts, injected at a step of a vacate, and how long the owner's domain took to be gone all the same.
 * Start with {@link io.dbcpool.endtoend.faults.Fault}, the list; {@link io.dbcpool.endtoend.faults.Cell} plays one
 * round of one of them, and {@link io.dbcpool.endtoend.faults.Results} keeps what was measured from run to run.
 */
@NullMarked
package io.dbcpool.endtoend.faults;

import org.jspecify.annotations.NullMarked;

/**
 * Rehearses a vacate on the owner's own domain, and learns from it. Start with {@link io.dbcpool.watcher.drill.Tuning},
 * which makes the soft phase as long as what follows allows, and {@link io.dbcpool.watcher.drill.DrillRule}, which says
 * when a machine may be drilled. Pure.
 */
@NullMarked
package io.dbcpool.watcher.drill;

import org.jspecify.annotations.NullMarked;

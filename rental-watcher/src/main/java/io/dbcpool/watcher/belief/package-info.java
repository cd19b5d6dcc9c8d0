/**
 * Is a machine rented? Start with {@link io.dbcpool.watcher.belief.MachineBelief}, which folds signals of different
 * worth: any credible word that it is rented counts, and no weak word that it is not. Pure; {@code MachineBeliefTest}
 * is the table.
 */
@NullMarked
package io.dbcpool.watcher.belief;

import org.jspecify.annotations.NullMarked;

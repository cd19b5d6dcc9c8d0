/**
 * What is to be done next, derived from the chain and from nothing else. Start with
 * {@link io.dbcpool.bonding.step.NextStep}. Nothing here does I/O.
 */
@NullMarked
package io.dbcpool.bonding.step;

import org.jspecify.annotations.NullMarked;

/**
 * Carries a machine from two accounts to its first reward, and keeps it on the chain. Start with
 * {@link io.dbcpool.bonding.step.NextStep}, a pure function whose test is its table; {@code saga} carries out what it
 * says, {@code intent} sees to it that each extrinsic is sent once, {@code upkeep} says the price of everything else.
 */
@NullMarked
package io.dbcpool.bonding;

import org.jspecify.annotations.NullMarked;

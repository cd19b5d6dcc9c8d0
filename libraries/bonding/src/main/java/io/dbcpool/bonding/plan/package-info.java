/**
 * A wish whose price was shown, to be carried so far or not at all. Start with
 * {@link io.dbcpool.bonding.plan.BondingPlan}; {@code io.dbcpool.bonding.upkeep} has the plans of everything else.
 */
@NullMarked
package io.dbcpool.bonding.plan;

import org.jspecify.annotations.NullMarked;

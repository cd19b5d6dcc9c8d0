/**
 * The owner's other calls, each with its price before it is asked for. Start with
 * {@link io.dbcpool.bonding.upkeep.Prices}.
 */
@NullMarked
package io.dbcpool.bonding.upkeep;

import org.jspecify.annotations.NullMarked;

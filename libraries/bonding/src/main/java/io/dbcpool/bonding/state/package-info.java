/** What the chain says of a wish, all at one block. Start with {@link io.dbcpool.bonding.state.BondingState}. */
@NullMarked
package io.dbcpool.bonding.state;

import org.jspecify.annotations.NullMarked;

/**
 * What an owner has done by this service: prices, plans, and one plan after the other carried out. Start with
 * {@link io.dbcpool.bridge.owner.OwnerDesk}; the rules are in {@code io.dbcpool.bonding}, and the same for
 * {@code ./pool chain}.
 */
@NullMarked
package io.dbcpool.bridge.owner;

import org.jspecify.annotations.NullMarked;

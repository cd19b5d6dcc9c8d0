/**
 * Rent orders. Start with {@link io.dbcpool.chain.rent.RentOrder} and {@link io.dbcpool.chain.rent.MachineOrders}.
 * Source: {@code pallets/support/src/rental_type.rs}. Two pallets rent machines out, each with machines and orders of
 * its own: {@link io.dbcpool.chain.rent.RentPallet}.
 */
@NullMarked
package io.dbcpool.chain.rent;

import org.jspecify.annotations.NullMarked;

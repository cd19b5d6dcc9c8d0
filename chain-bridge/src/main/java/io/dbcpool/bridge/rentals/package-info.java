/**
 * Rentals as records of {@code dbc.chain.rentals}, and how far they were told. Start with
 * {@link io.dbcpool.bridge.rentals.RentalRecords}, which is pure.
 */
@NullMarked
package io.dbcpool.bridge.rentals;

import org.jspecify.annotations.NullMarked;

/**
 * The whole pool, started as its operator starts it, on real parts; each test is named for what he is promised. Start
 * with {@link io.dbcpool.endtoend.OwnerDomainIsOffInTimeIT}. Every one ends with what {@code history} says of all that
 * the pool told.
 */
@NullMarked
package io.dbcpool.endtoend;

import org.jspecify.annotations.NullMarked;

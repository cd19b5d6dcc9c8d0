/**
 * {@code pool bond}: carries machines onto the chain as a file of wishes says. Start with
 * {@link io.dbcpool.cli.bond.BondCommand}; what is next for a machine is decided in {@code io.dbcpool.bonding.step}.
 */
@NullMarked
package io.dbcpool.cli.bond;

import org.jspecify.annotations.NullMarked;

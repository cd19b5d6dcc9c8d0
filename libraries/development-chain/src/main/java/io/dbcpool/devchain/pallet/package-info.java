/**
 * The rules of the pallets that an owner and a renter meet, as DBC's runtime of spec version 400 has them: the same
 * preconditions in the same order, the same errors, events and storage. Start with
 * {@link io.dbcpool.devchain.pallet.Calls}, the table of all calls; {@link io.dbcpool.devchain.pallet.BlockEdges} is
 * what happens in each block without a call.
 *
 * <p>Every rule is a function of what is stored and of its arguments. Names of files and functions in comments are
 * those of DeepBrainChain-MainChain. Not kept: the points and rewards of eras, and what the committee does between an
 * order and its decision; a command of the chain's decides instead.
 */
@NullMarked
package io.dbcpool.devchain.pallet;

import org.jspecify.annotations.NullMarked;

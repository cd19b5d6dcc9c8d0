/**
 * What a runtime is to the chain: its metadata, its storage by name, its accounts, and how a call is carried out or
 * refused. Start with {@link io.dbcpool.devchain.runtime.State}; the pallets' own rules are in the room beside.
 *
 * <p>Everything is encoded by the real runtime's metadata, so that whoever reads this chain reads DBC's own bytes.
 */
@NullMarked
package io.dbcpool.devchain.runtime;

import org.jspecify.annotations.NullMarked;

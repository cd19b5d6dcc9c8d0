/**
 * What can be read, pallet by pallet: for each thing the key under which it lies, and what its bytes mean. Start with
 * {@link io.dbcpool.chain.storage.StorageItem}. Nothing here asks a node: whoever does may ask for many keys at once,
 * and always says at which block.
 */
@NullMarked
package io.dbcpool.chain.storage;

import org.jspecify.annotations.NullMarked;

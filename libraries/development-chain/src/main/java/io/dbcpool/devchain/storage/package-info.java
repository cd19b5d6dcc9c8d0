/**
 * What the chain has stored at each block, as bytes under keys; it knows nothing of their meaning. Start with
 * {@link io.dbcpool.devchain.storage.Snapshot}: a block's storage never changes, the next block's stands upon it, and a
 * fork is another one upon the same.
 */
@NullMarked
package io.dbcpool.devchain.storage;

import org.jspecify.annotations.NullMarked;

/**
 * The hashes of a Substrate chain: Blake2b for what must not be forged, xxHash for what must only be spread. Start with
 * {@link io.dbcpool.substrate.crypto.hash.StorageHasher}.
 */
@NullMarked
package io.dbcpool.substrate.crypto.hash;

import org.jspecify.annotations.NullMarked;

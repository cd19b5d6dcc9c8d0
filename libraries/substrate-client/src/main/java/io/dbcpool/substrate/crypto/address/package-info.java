/**
 * The names of accounts: 32 bytes for the chain, SS58 for people. Start with
 * {@link io.dbcpool.substrate.crypto.address.Ss58Address}. An address is only ever taken with its checksum, and where
 * the chain is known, with the chain's prefix.
 */
@NullMarked
package io.dbcpool.substrate.crypto.address;

import org.jspecify.annotations.NullMarked;

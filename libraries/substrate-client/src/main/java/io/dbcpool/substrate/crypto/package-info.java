/**
 * Keys: from a seed, a mnemonic, a secret URI or a polkadot-js keystore; what they sign, and who signed. Start with
 * {@link io.dbcpool.substrate.crypto.SecretUri} and {@link io.dbcpool.substrate.crypto.Keypair}.
 *
 * <p>What is secret is closed by whoever opened it, is wiped then, and is in no {@code toString} and no message. What
 * is ours here (Keccak, STROBE, Merlin, schnorrkel) does not branch on secrets, nor index by them, and neither does the
 * search for a mnemonic's words; curve25519-elisabeth chooses by masks too. Not promised: copies that a library or the
 * garbage collector has made are beyond our reach ({@code Scalar} of curve25519-elisabeth cannot be wiped), and no
 * just-in-time compiler promises equal times.
 */
@NullMarked
package io.dbcpool.substrate.crypto;

import org.jspecify.annotations.NullMarked;

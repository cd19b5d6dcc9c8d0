/**
 * Signed calls, made and read by what a runtime says of itself. Start with
 * {@link io.dbcpool.substrate.extrinsic.ExtrinsicCodec}: from a {@link io.dbcpool.substrate.extrinsic.Call} and
 * {@link io.dbcpool.substrate.extrinsic.SigningTerms} it makes what is to be signed, and it reads any extrinsic of a
 * block. {@code ExtrinsicCodecTest} shows both.
 *
 * <p>Extrinsics of version 4 only. A signed extension that we do not know is refused by its name when the codec is
 * made: what it means to sign it is nowhere in the metadata. Nothing here speaks to a node.
 */
@NullMarked
package io.dbcpool.substrate.extrinsic;

import org.jspecify.annotations.NullMarked;

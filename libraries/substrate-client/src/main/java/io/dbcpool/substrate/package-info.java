/**
 * A client of any Substrate chain: {@code scale} reads and writes the chain's bytes; {@code types}, {@code value} and
 * {@code metadata} say what they are; {@code crypto} holds keys, signs, and names accounts; {@code extrinsic} makes and
 * reads signed calls. {@code rpc} speaks to a node, {@code endpoints} to several as one, {@code heads} follows the
 * chain, {@code chain} reads it at a block, {@code submit} sends an extrinsic and finds out what became of it. Knows no
 * chain in particular, and nothing else of this project.
 */
@NullMarked
package io.dbcpool.substrate;

import org.jspecify.annotations.NullMarked;

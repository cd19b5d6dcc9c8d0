/**
 * A client of any Substrate chain: {@code scale} reads and writes the chain's bytes; {@code types}, {@code value} and
 * {@code metadata} say what they are; {@code crypto} holds keys, signs, and names accounts; {@code extrinsic} makes and
 * reads signed calls. Knows no chain in particular, and nothing else of this project.
 */
@NullMarked
package io.dbcpool.substrate;

import org.jspecify.annotations.NullMarked;

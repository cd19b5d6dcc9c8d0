/**
 * A small chain of the project's own, which speaks as a DBC node does and carries out what an owner and a renter do.
 * For tests and the demo on one machine; it has no consensus and keeps nothing. Start with
 * {@link io.dbcpool.devchain.DevelopmentChain}.
 */
@NullMarked
package io.dbcpool.devchain;

import org.jspecify.annotations.NullMarked;

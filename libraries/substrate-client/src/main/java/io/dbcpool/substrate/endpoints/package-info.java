/**
 * Several nodes of one chain as one: each is connected and watched all the time, questions go to the one in use, and
 * when it goes silent, falls behind or lies, the next one takes its place without anybody waiting for a connection.
 * Start with {@link io.dbcpool.substrate.endpoints.EndpointPool}; which node is used is decided by
 * {@link io.dbcpool.substrate.endpoints.EndpointChoice}, and {@code EndpointChoiceTest} is the table of it.
 *
 * <p>What is not promised: that the nodes together tell the truth. What carries its own proof (a header, a block's
 * extrinsics) is checked; storage is believed.
 */
@NullMarked
package io.dbcpool.substrate.endpoints;

import org.jspecify.annotations.NullMarked;

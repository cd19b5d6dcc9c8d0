/**
 * JSON-RPC 2.0 with one node over one WebSocket: calls with a timeout, subscriptions with room for a stated number of
 * messages, and an end with a reason as soon as the node sends what it may not. Start with
 * {@link io.dbcpool.substrate.rpc.RpcConnection}; {@link io.dbcpool.substrate.rpc.RpcFrame} is what may arrive,
 * {@link io.dbcpool.substrate.rpc.RpcException} what may go wrong. Several nodes are the business of
 * {@code io.dbcpool.substrate.endpoints}.
 *
 * <p>Nothing here connects again by itself: a connection ends once, and says why.
 */
@NullMarked
package io.dbcpool.substrate.rpc;

import org.jspecify.annotations.NullMarked;

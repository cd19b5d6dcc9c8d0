/**
 * What a chain node answers to JSON-RPC, and what it tells its subscribers. Start with
 * {@link io.dbcpool.devchain.rpc.Session}, which is one connection without a socket;
 * {@link io.dbcpool.devchain.rpc.Methods} lists what may be asked. Names, shapes and error codes are those of
 * Substrate's {@code sc-rpc}.
 */
@NullMarked
package io.dbcpool.devchain.rpc;

import org.jspecify.annotations.NullMarked;

/**
 * What the pallets deposit in a block, in Java types. Start with {@link io.dbcpool.chain.event.DbcEvent}.
 *
 * <p>Much has no event at all: that an order ended or expired, that a machine was forced offline, that it came online
 * after its verification. For those see {@link io.dbcpool.chain.feed}, which reads storage.
 */
@NullMarked
package io.dbcpool.chain.event;

import org.jspecify.annotations.NullMarked;

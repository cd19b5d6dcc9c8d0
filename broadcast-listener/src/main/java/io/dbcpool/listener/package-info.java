/**
 * Hears the UDP broadcasts of the pool's DBC nodes, keeps the genuine ones, publishes them. Start with
 * {@link io.dbcpool.listener.hearing.Hearing}, the loop. The rules it asks are in {@code coalesce}, {@code reject} and
 * {@code silence}; {@code udp}, {@code rest}, {@code health} and {@code micrometer} are its ties to the world, and the
 * record goes out by {@link io.dbcpool.bus.Publisher}.
 */
@NullMarked
package io.dbcpool.listener;

import org.jspecify.annotations.NullMarked;

/**
 * The loop of the service: {@link io.dbcpool.listener.hearing.Hearing} takes a datagram, asks the rules in
 * {@code coalesce}, {@code reject} and {@code silence}, and tells what they say. {@code Tidings} makes the records.
 */
@NullMarked
package io.dbcpool.listener.hearing;

import org.jspecify.annotations.NullMarked;

/**
 * How much is told of datagrams that were refused. Start with {@link io.dbcpool.listener.reject.RejectionLimit}. The
 * counters count all of them; the topic is for a person who wants to see what came.
 */
@NullMarked
package io.dbcpool.listener.reject;

import org.jspecify.annotations.NullMarked;

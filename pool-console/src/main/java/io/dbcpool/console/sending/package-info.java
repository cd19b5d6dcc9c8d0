/**
 * Hands traces to whoever keeps them. Start with {@link io.dbcpool.console.sending.TraceDesk};
 * {@link io.dbcpool.console.sending.TraceQueue} says what is tried again and what is dropped. Whatever becomes of a
 * trace, the console goes on.
 */
@NullMarked
package io.dbcpool.console.sending;

import org.jspecify.annotations.NullMarked;

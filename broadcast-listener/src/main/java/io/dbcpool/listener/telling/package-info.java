/**
 * How much is told of what a stranger can make happen as often as he likes. Start with
 * {@link io.dbcpool.listener.telling.TellingLimit}. The counters count all of them; the topic is for a person who wants
 * to see what came.
 */
@NullMarked
package io.dbcpool.listener.telling;

import org.jspecify.annotations.NullMarked;

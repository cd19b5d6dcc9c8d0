/**
 * The loop. Start with {@link io.dbcpool.watcher.guard.Guard}: one thread takes observations from an inbox, asks the
 * rules of {@code belief}, {@code owner} and {@code vacate}, and carries out what they say. Whatever may take time runs
 * on a thread of the domain that it is about.
 */
@NullMarked
package io.dbcpool.watcher.guard;

import org.jspecify.annotations.NullMarked;

/**
 * Whether the listener hears at all: once a minute it sends a test word that nobody obeys, and waits for it. Start with
 * {@link io.dbcpool.listener.canary.CanaryWatch}, which is pure; {@code CanaryWatchTest} is its table.
 */
@NullMarked
package io.dbcpool.listener.canary;

import org.jspecify.annotations.NullMarked;

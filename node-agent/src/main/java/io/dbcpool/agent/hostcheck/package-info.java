/**
 * Goes through the checks of {@code ./pool doctor} on this host, every few minutes. Start with
 * {@link io.dbcpool.agent.hostcheck.HostExaminer}. It looks, and changes nothing.
 */
@NullMarked
package io.dbcpool.agent.hostcheck;

import org.jspecify.annotations.NullMarked;

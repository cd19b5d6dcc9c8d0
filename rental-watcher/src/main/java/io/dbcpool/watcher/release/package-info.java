/**
 * Whether what a domain held has been given back, and how far that could be seen. Start with
 * {@link io.dbcpool.watcher.release.ReleaseRule}; {@code ReleaseRuleTest} is its table. Nothing here does I/O;
 * {@code process} looks.
 */
@NullMarked
package io.dbcpool.watcher.release;

import org.jspecify.annotations.NullMarked;

/**
 * What a host looks like from outside, as far as a rental shows on it: the domains that are active, whose they are, and
 * the DBC node's word. Start with {@link io.dbcpool.agent.picture.PictureChanges}, which compares two pictures;
 * {@code PictureChangesTest} is the table. States are compared and nothing is replayed, so that a change that nobody
 * watched is told all the same. Nothing here does I/O.
 */
@NullMarked
package io.dbcpool.agent.picture;

import org.jspecify.annotations.NullMarked;

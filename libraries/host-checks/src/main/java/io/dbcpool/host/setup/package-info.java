/**
 * From what is wrong with a host to what has to be done: exact edits of files, commands, and what only a person may do.
 * Start with {@link io.dbcpool.host.setup.SetupPlan#of}; {@code SetupPlanTest} plays it on every recorded host. Files
 * are edited by whole lines, vendors' lines in their places and ours in blocks of our own, so that the same plan made
 * again is empty. Nothing here does I/O. No disk is ever formatted.
 */
@NullMarked
package io.dbcpool.host.setup;

import org.jspecify.annotations.NullMarked;

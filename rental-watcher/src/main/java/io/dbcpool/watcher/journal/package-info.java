/**
 * What must survive a crash of the watcher: what is believed, which vacates are under way, which domains are pinned,
 * where the chain of receipts stands. Start with {@link io.dbcpool.watcher.journal.Journal}; each record is a line of
 * JSON with its checksum.
 */
@NullMarked
package io.dbcpool.watcher.journal;

import org.jspecify.annotations.NullMarked;

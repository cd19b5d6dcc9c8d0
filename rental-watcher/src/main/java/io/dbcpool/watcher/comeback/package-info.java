/**
 * Whether one of the owner's domains is started again. Start with {@link io.dbcpool.watcher.comeback.Comeback}: only
 * what we have stopped ourselves comes back, only on a machine that the finalized chain calls free, and only if it is
 * known to be off again in time. Pure; {@code ComebackTest} is the table.
 */
@NullMarked
package io.dbcpool.watcher.comeback;

import org.jspecify.annotations.NullMarked;

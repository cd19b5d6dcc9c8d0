/**
 * What must hold in every history of a pool, told from its topics alone. Start with
 * {@link io.dbcpool.history.HistoryChecker}; {@code HistoryCheckerTest} plants a violation of each. Pure.
 */
@NullMarked
package io.dbcpool.history;

import org.jspecify.annotations.NullMarked;

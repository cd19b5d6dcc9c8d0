/**
 * What every vacate leaves behind. Start with {@link io.dbcpool.watcher.receipt.ReceiptBook}: it hashes, chains and
 * signs.
 */
@NullMarked
package io.dbcpool.watcher.receipt;

import org.jspecify.annotations.NullMarked;

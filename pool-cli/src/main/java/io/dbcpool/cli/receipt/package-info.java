/**
 * {@code pool receipt}: what the host has signed, and whether it is as it was signed. Nothing here needs a running
 * pool. Start with {@link io.dbcpool.cli.receipt.ReceiptCommand}; what a receipt proves is in
 * {@code libraries/receipts}.
 */
@NullMarked
package io.dbcpool.cli.receipt;

import org.jspecify.annotations.NullMarked;

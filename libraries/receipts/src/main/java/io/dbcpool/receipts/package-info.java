/**
 * What a receipt proves to somebody who has it and trusts nobody. Start with {@link io.dbcpool.receipts.ReceiptChain}:
 * it says what is wrong with a row of receipts. They are read as JSON and never as our own records, because a field
 * that this version does not know is signed as well.
 */
@NullMarked
package io.dbcpool.receipts;

import org.jspecify.annotations.NullMarked;

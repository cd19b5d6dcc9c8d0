/** What the operator wants of a machine, as he wrote it down. Start with {@link io.dbcpool.bonding.wish.WishFile}. */
@NullMarked
package io.dbcpool.bonding.wish;

import org.jspecify.annotations.NullMarked;

/**
 * One writer for each account: what is signed goes to disk before it is sent, and nothing else is signed before its
 * outcome is known. Start with {@link io.dbcpool.bonding.intent.AccountWriter}.
 */
@NullMarked
package io.dbcpool.bonding.intent;

import org.jspecify.annotations.NullMarked;

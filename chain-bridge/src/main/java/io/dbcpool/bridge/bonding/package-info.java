/**
 * Tells what became of an owner's steps on the chain: {@code ./pool bond} and {@code ./pool chain} keep a journal in
 * the state folder, and {@link io.dbcpool.bridge.bonding.JournalTeller} publishes it.
 */
@NullMarked
package io.dbcpool.bridge.bonding;

import org.jspecify.annotations.NullMarked;

/**
 * The living chain: blocks are built, become final, are dropped; extrinsics come in; whoever listens is told. Start
 * with {@link io.dbcpool.devchain.chain.Chain}, the only place with a lock.
 */
@NullMarked
package io.dbcpool.devchain.chain;

import org.jspecify.annotations.NullMarked;

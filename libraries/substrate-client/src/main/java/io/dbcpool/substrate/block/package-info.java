/**
 * What a block is called and what its header says. Start with {@link io.dbcpool.substrate.block.Header}: it computes
 * its own hash, so that nobody has to believe a node that says which block it sent.
 */
@NullMarked
package io.dbcpool.substrate.block;

import org.jspecify.annotations.NullMarked;

/**
 * Follows a chain without loss. Start with {@link io.dbcpool.substrate.heads.HeadStream}: each reader has a position of
 * his own, and is told what changed since, so nothing queues up behind a slow one and nothing is lost while a node is
 * away. {@link io.dbcpool.substrate.heads.ChainPosition} is the rule of what was dropped and what is new;
 * {@code ChainPositionTest} is its table.
 */
@NullMarked
package io.dbcpool.substrate.heads;

import org.jspecify.annotations.NullMarked;

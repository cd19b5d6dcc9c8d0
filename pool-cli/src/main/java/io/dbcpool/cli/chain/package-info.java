/**
 * {@code pool chain}: what the chain says of the pool's machines, and what an owner does there, its price first. Start
 * with {@link io.dbcpool.cli.chain.ChainCommand}; the rules are in {@code io.dbcpool.bonding}.
 */
@NullMarked
package io.dbcpool.cli.chain;

import org.jspecify.annotations.NullMarked;

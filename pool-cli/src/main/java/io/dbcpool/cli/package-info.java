/**
 * The {@code pool} command. Start with {@link io.dbcpool.cli.PoolCli}, which lists the verbs; each verb has a room of
 * its own. {@link io.dbcpool.cli.pool} knows what a pool consists of on one host, {@link io.dbcpool.cli.process} keeps
 * processes alive and ends them, {@link io.dbcpool.cli.health} reads how they are.
 */
@NullMarked
package io.dbcpool.cli;

import org.jspecify.annotations.NullMarked;

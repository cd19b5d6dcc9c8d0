/**
 * What a pool consists of on one host. Start with {@link io.dbcpool.cli.pool.PoolPlan}: which processes there are and
 * how each is started, from {@code pool.yaml} and nothing else.
 */
@NullMarked
package io.dbcpool.cli.pool;

import org.jspecify.annotations.NullMarked;

/**
 * {@code pool.yaml}: one file for the whole pool. Start with {@link io.dbcpool.configuration.PoolConfig}, which is the
 * file in types; {@link io.dbcpool.configuration.PoolFile} reads it and refuses what does not fit, in one message that
 * names file, line, key, what was wanted and what was found.
 */
@NullMarked
package io.dbcpool.configuration;

import org.jspecify.annotations.NullMarked;

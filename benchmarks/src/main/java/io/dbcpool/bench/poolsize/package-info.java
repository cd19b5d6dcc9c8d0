/**
 * A whole pool that is rented in one block. Start with {@link io.dbcpool.bench.poolsize.PoolSizeBench};
 * {@link io.dbcpool.bench.poolsize.CrowdedWatcher} is the process that is measured.
 */
@NullMarked
package io.dbcpool.bench.poolsize;

import org.jspecify.annotations.NullMarked;

/**
 * What the services cost their host: the time of a start, the processor's and the memory's share. Start with
 * {@link io.dbcpool.bench.footprint.FootprintBench}.
 */
@NullMarked
package io.dbcpool.bench.footprint;

import org.jspecify.annotations.NullMarked;

/** What building and testing takes. Start with {@link io.dbcpool.bench.build.BuildBench}. */
@NullMarked
package io.dbcpool.bench.build;

import org.jspecify.annotations.NullMarked;

/**
 * {@code ./pool bench chain}: how soon a rental in a block is in Kafka, and how soon the owner's domain is stopped for
 * it; and what a pool of many machines costs. Start with {@link io.dbcpool.bench.chain.ChainBench}.
 */
@NullMarked
package io.dbcpool.bench.chain;

import org.jspecify.annotations.NullMarked;

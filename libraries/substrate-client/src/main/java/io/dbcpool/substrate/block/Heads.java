package io.dbcpool.substrate.block;

/**
 * Where a chain is.
 *
 * @param version grows by one with each change, so that one can wait for the next
 * @param best may be dropped
 * @param finalized may not; its number never goes back
 */
public record Heads(long version, Header best, Header finalized) {}

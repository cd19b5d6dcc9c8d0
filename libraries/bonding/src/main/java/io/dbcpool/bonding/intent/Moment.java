package io.dbcpool.bonding.intent;

import io.dbcpool.substrate.block.BlockRef;

/**
 * A finalized block after which nothing of an account is on its way, as far as a node knows.
 *
 * <p>Whatever is derived from that block is signed with that nonce and no other. So of two that derive something from
 * the same state, or one of whom does not know the other, the chain lets one through.
 *
 * @param nonce the account's count of extrinsics after that block
 */
public record Moment(BlockRef block, long nonce) {}

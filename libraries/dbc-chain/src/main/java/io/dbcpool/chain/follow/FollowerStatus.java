package io.dbcpool.chain.follow;

import io.dbcpool.substrate.block.BlockRef;
import java.time.Instant;
import java.util.Optional;

/**
 * How a follower is.
 *
 * @param best the last block that was told, with its own time
 * @param finalized the last finalized block that was told
 * @param heardAt when the last change of the chain was heard
 * @param waiting how many blocks are known and not read yet
 * @param unreadBlocks how many could not be read and were left out, since the start
 * @param trouble why it does not follow at the moment, in words; empty while it does
 */
public record FollowerStatus(
        Optional<BlockAt> best,
        Optional<BlockAt> finalized,
        Optional<Instant> heardAt,
        int waiting,
        long unreadBlocks,
        String trouble) {

    public static final FollowerStatus NOTHING_HEARD = new FollowerStatus(
            Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, "no block has been heard of yet");

    /** A block with its own time. */
    public record BlockAt(BlockRef block, Instant time) {}

    public boolean isFollowing() {
        return trouble.isEmpty();
    }
}

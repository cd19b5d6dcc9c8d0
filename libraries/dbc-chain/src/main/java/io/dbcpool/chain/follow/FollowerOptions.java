package io.dbcpool.chain.follow;

import io.dbcpool.chain.feed.RentalFeed;
import java.time.Duration;
import java.util.Optional;

/**
 * How to follow.
 *
 * @param resume where a follower before this one came to; empty to begin at the finalized head
 * @param maxGap over how many blocks behind it jumps to the finalized head, and tells what changed as changed there;
 *     {@link Long#MAX_VALUE} to read every block, however many
 * @param patience how long a block is tried that nodes know but whose state none of them gives, until it is left out
 */
public record FollowerOptions(Optional<RentalFeed> resume, long maxGap, Duration patience) {

    /** For whoever has a deadline: what is so now matters more than each step to it. */
    public static final FollowerOptions OF_NOW = new FollowerOptions(Optional.empty(), 20, Duration.ofSeconds(2));

    /** For whoever keeps the record: no block is left out that can be read. */
    public static FollowerOptions ofRecord(Optional<RentalFeed> resume) {
        return new FollowerOptions(resume, Long.MAX_VALUE, Duration.ofSeconds(30));
    }
}

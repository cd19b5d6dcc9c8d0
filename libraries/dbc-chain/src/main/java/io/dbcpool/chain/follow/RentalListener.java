package io.dbcpool.chain.follow;

import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.RentalNews;
import java.time.Instant;
import java.util.List;

/** Told of rentals, in the chain's order, by the follower's own thread: whoever takes long delays what comes next. */
public interface RentalListener {

    /**
     * A block was added, dropped or became final.
     *
     * @param news what it says of the machines; often nothing
     * @param feed how much is told with this; with {@link RentalFeed#last} and {@link RentalFeed#finalized} it says
     *     what every machine is in, whether or not that is news
     * @param observedAt when the block, or its end, was heard of
     */
    void onStep(List<RentalNews> news, RentalFeed feed, Instant observedAt);
}

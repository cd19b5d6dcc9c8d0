package io.dbcpool.substrate.submit;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import java.time.Duration;
import java.util.function.Consumer;

/** Sends extrinsics and follows them to their outcome. Safe for use by several threads. */
public final class Submitter {

    private final ChainClient client;

    /** @param client by whose endpoints extrinsics are sent, and their blocks read */
    public Submitter(ChainClient client) {
        this.client = client;
    }

    /**
     * Sends an extrinsic, and sends it again, the same bytes, whenever another node takes the place of the one in use.
     *
     * @param since a finalized block from before it was signed, the block of its birth at best: each block from there
     *     on is looked through
     * @param patience how long the outcome is waited for; where its era ends earlier, the outcome is certain by then
     * @param listener hears what happens on the way, on this thread
     * @return never null, no exception: where nothing is known, that is the outcome
     */
    public SubmitOutcome submit(
            SignedExtrinsic extrinsic, BlockRef since, Duration patience, Consumer<Stage> listener) {
        return new Pursuit(client, extrinsic, since, listener).submit(patience);
    }

    /** As {@link #submit}, for one that was sent before and is not to be sent again: it only looks. */
    public SubmitOutcome follow(
            SignedExtrinsic extrinsic, BlockRef since, Duration patience, Consumer<Stage> listener) {
        return new Pursuit(client, extrinsic, since, listener).follow(patience);
    }
}

package io.dbcpool.substrate.submit;

import java.util.OptionalLong;

/** What became of a signed extrinsic. All four are ordinary; none is an exception. */
public sealed interface SubmitOutcome {

    /** In a finalized block, and the call succeeded. */
    record Finalized(Inclusion inclusion) implements SubmitOutcome {}

    /** In a finalized block, but the call failed; the fee is spent. Sending it again unchanged fails again. */
    record Failed(Inclusion inclusion, DispatchError error) implements SubmitOutcome {}

    /** In no block, and it can get into none. Nothing was spent; signing the call anew cannot do it twice. */
    record NeverIncluded(Reason reason, String detail) implements SubmitOutcome {}

    /**
     * We stopped waiting. It may or may not be in a block yet.
     *
     * <p>It can still get in until {@code diesAt}. Signing the call again with a new nonce before then could do it
     * twice; follow it on, from the same block.
     *
     * @param diesAt the number of the first block in which the extrinsic's era is over; empty if it never is
     * @param why what we know less than we would like to
     */
    record Unknown(OptionalLong diesAt, String why) implements SubmitOutcome {}

    /** Why an extrinsic can get into no block. */
    enum Reason {
        /** All blocks in which it could have been are finalized. */
        ERA_OVER,
        /** Another extrinsic of the same account and nonce is in a finalized block. */
        USURPED,
        /** No node took it: its signature, its nonce or its fee is wrong. The detail says what the node said. */
        INVALID
    }
}

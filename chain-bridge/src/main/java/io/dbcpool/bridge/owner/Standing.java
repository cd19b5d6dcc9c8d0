package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.intent.Outcome;
import io.dbcpool.bonding.saga.UnsignedExtrinsic;
import io.dbcpool.bonding.text.OfferText;
import java.util.Optional;

/**
 * What has become of a plan.
 *
 * @param inWords for a person
 * @param toSign what the stash has to sign in its own wallet; empty if nothing
 */
public record Standing(State state, String inWords, Optional<UnsignedExtrinsic> toSign) {

    /** As JSON has it: {@code under-way}. */
    public enum State {
        /** Nobody has asked for it to be carried out. */
        PLANNED,
        /** It is the next, or one of the next. */
        WAITING,
        UNDER_WAY,
        /** It goes on by itself when the stash has signed. */
        AWAITS_STASH,
        /** In a finalized block, and done. */
        DONE,
        /** In a finalized block, and refused by the runtime. */
        FAILED,
        /** The chain has moved on, and nothing was sent. */
        VOID,
        /** Nothing was sent by this attempt; it can be tried again. */
        NOT_SENT,
        /** It was sent, and stands in no finalized block yet. */
        UNKNOWN
    }

    static final Standing PLANNED = new Standing(State.PLANNED, "it was planned, and nothing more");
    static final Standing WAITING = new Standing(State.WAITING, "it waits for the plans before it");
    static final Standing UNDER_WAY = new Standing(State.UNDER_WAY, "it is carried out now");

    Standing(State state, String inWords) {
        this(state, inWords, Optional.empty());
    }

    static Standing of(Outcome outcome) {
        return new Standing(state(outcome), OfferText.words(outcome));
    }

    static Standing awaitingStash(UnsignedExtrinsic unsigned) {
        return new Standing(
                State.AWAITS_STASH,
                "the stash %s has to sign OnlineProfile.set_controller in its own wallet: call data %s, call hash %s; it is waited for"
                        .formatted(unsigned.signer(), unsigned.callData(), unsigned.callHash()),
                Optional.of(unsigned));
    }

    private static State state(Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            return State.DONE;
        }
        return outcome instanceof Outcome.Refused ? State.FAILED : State.NOT_SENT;
    }

    /** Whether it takes a place in the queue. */
    boolean isOpen() {
        return state == State.WAITING || state == State.UNDER_WAY;
    }

    /** Whether asking for it once more changes nothing. */
    boolean isSettled() {
        return isOpen() || state == State.AWAITS_STASH || state == State.DONE || state == State.FAILED;
    }
}

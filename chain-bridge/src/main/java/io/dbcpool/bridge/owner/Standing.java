package io.dbcpool.bridge.owner;

/**
 * What has become of a plan.
 *
 * @param inWords for a person
 */
public record Standing(State state, String inWords) {

    /** As JSON has it: {@code under-way}. */
    public enum State {
        /** Nobody has asked for it to be carried out. */
        PLANNED,
        /** It is the next, or one of the next. */
        WAITING,
        UNDER_WAY,
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

    boolean isOpen() {
        return state == State.WAITING || state == State.UNDER_WAY;
    }
}

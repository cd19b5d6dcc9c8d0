package io.dbcpool.bridge.owner;

/** Nothing was done, and why. The message is for whoever asked. */
public final class DeskException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What to do next. */
    public enum Kind {
        /** Ask for something else: it is asked for wrongly. */
        INVALID,
        /** There is no such thing. */
        NOT_FOUND,
        /** Ask again later: another plan is carried out. */
        BUSY,
        /** The operator has to allow it first, in {@code pool.yaml}. */
        OFF,
        /** The operator has to mend a file or a key. */
        UNUSABLE,
        /** No chain node answers. */
        CHAIN_AWAY
    }

    private final Kind kind;
    private final String nextStep;

    DeskException(Kind kind, String message, String nextStep) {
        super(message);
        this.kind = kind;
        this.nextStep = nextStep;
    }

    public Kind kind() {
        return kind;
    }

    public String nextStep() {
        return nextStep;
    }
}

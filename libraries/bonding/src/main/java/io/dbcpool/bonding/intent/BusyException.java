package io.dbcpool.bonding.intent;

/** Somebody else signs for the account, or what was signed has no outcome yet. Nothing was signed now; try again. */
public final class BusyException extends Exception {

    private static final long serialVersionUID = 1L;

    public BusyException(String message) {
        super(message);
    }
}

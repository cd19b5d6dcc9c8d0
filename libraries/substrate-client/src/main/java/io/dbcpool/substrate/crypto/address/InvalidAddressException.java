package io.dbcpool.substrate.crypto.address;

/** The text is not the address of an account, or not one of the chain that was meant. */
public final class InvalidAddressException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What to tell whoever typed it. */
    public enum Reason {
        /** A character that base 58 does not have: 0, O, I, l or no letter or digit at all. */
        CHARACTER,
        /** Too short or too long for an account. */
        LENGTH,
        /** A prefix that SS58 reserves or does not know, or one not in its shortest form. */
        PREFIX,
        /** Mistyped. */
        CHECKSUM,
        /** A good address of another chain. */
        OTHER_CHAIN
    }

    private final Reason reason;

    InvalidAddressException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is wrong with it. */
    public Reason reason() {
        return reason;
    }
}

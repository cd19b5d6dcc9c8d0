package io.dbcpool.substrate.crypto;

/** The words are no mnemonic. No message holds a word: even a mistyped one says much about the right one. */
public final class InvalidMnemonicException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What to tell whoever typed it. */
    public enum Reason {
        /** Not 12, 15, 18, 21 or 24 words. */
        WORD_COUNT,

        /** A word that is not in BIP-39's English list. */
        UNKNOWN_WORD,
        /**
         * Each word is one of the list, but they do not belong together: one is another than it was, or two changed
         * places.
         */
        CHECKSUM
    }

    private final Reason reason;

    InvalidMnemonicException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is wrong with it. */
    public Reason reason() {
        return reason;
    }
}

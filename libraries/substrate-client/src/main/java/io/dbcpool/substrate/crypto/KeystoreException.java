package io.dbcpool.substrate.crypto;

/** A keystore cannot be read or opened. */
public abstract sealed class KeystoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private KeystoreException(String message) {
        super(message);
    }

    /**
     * Ask for the password again. A keystore whose sealed bytes were changed looks the same: nothing in it says which.
     */
    public static final class WrongPassword extends KeystoreException {

        private static final long serialVersionUID = 1L;

        WrongPassword() {
            super("the password does not open the keystore (or the keystore's sealed bytes were changed)");
        }
    }

    /** Find another copy of the file: it is cut off, changed, or never was a keystore. */
    public static final class Damaged extends KeystoreException {

        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }

    /** Export the account again from its wallet: the file is whole, but of a kind that we do not read. */
    public static final class Unsupported extends KeystoreException {

        private static final long serialVersionUID = 1L;

        Unsupported(String message) {
            super(message);
        }
    }
}

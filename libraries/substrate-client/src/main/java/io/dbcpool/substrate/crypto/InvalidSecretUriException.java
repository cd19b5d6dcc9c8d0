package io.dbcpool.substrate.crypto;

/** The text is no secret URI. No message holds a part of it. */
public final class InvalidSecretUriException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidSecretUriException(String message) {
        super(message);
    }
}

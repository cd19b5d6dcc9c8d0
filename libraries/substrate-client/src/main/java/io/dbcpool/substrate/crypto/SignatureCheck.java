package io.dbcpool.substrate.crypto;

/** What became of checking a signature. All but {@link #VALID} are refusals. */
public enum SignatureCheck {
    VALID("the signature is this key's over this message"),
    OTHER_KEY_OR_MESSAGE(
            "the signature is not this key's over this message: another key, another message, or bytes changed on the way"),
    NOT_MARKED("the signature lacks the mark of sr25519 in its last bit: one of ed25519, or bytes changed on the way"),
    NOT_CANONICAL("the signature's scalar is not in its only form, as if bytes were changed on the way"),
    NO_SUCH_KEY("the account is not the public key of a keypair, so a signature proves nothing"),
    OTHER_SCHEME("the signature is of another scheme than the key");

    private final String explanation;

    SignatureCheck(String explanation) {
        this.explanation = explanation;
    }

    /** Whether it proves that the key signed the message. */
    public boolean isValid() {
        return this == VALID;
    }

    /** For people. */
    public String explanation() {
        return explanation;
    }
}

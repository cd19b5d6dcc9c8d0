package io.dbcpool.substrate.crypto;

/** The schemes that a Substrate account signs with and that we know; ecdsa is not among them. */
public enum KeyScheme {
    ED25519("ed25519", 0) {
        @Override
        public Keypair fromSeed(byte[] seed) {
            return Ed25519Keypair.fromSeed(seed);
        }
    },
    SR25519("sr25519", 1) {
        @Override
        public Keypair fromSeed(byte[] seed) {
            return Sr25519Keypair.fromSeed(seed);
        }
    };

    private final String word;
    private final int multiSignatureIndex;

    KeyScheme(String word, int multiSignatureIndex) {
        this.word = word;
        this.multiSignatureIndex = multiSignatureIndex;
    }

    /**
     * The keypair of a seed of 32 bytes, which the caller wipes.
     *
     * @throws IllegalArgumentException if it is not 32 bytes
     */
    public abstract Keypair fromSeed(byte[] seed);

    /** As keystores and wallets write it. */
    public String word() {
        return word;
    }

    /** The variant of sp-runtime's {@code MultiSignature}. */
    public int multiSignatureIndex() {
        return multiSignatureIndex;
    }
}

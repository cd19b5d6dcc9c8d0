package io.dbcpool.substrate.crypto;

/** A secret key and its public key. Safe for use by several threads; whoever opened it closes it. */
public sealed interface Keypair extends AutoCloseable permits Sr25519Keypair, Ed25519Keypair {

    /** Of a seed, for both schemes. */
    int SEED_BYTES = 32;

    /** Which signatures it makes. */
    KeyScheme scheme();

    /** The half that anybody may know. */
    PublicKey publicKey();

    /**
     * Signs the message as it is; who signs an extrinsic hashes long payloads first.
     *
     * @throws IllegalStateException if the keypair is closed
     */
    Signature sign(byte[] message);

    /**
     * The keypair one junction further, which is the caller's to close too.
     *
     * @throws UnsupportedJunctionException if the scheme has no such junctions: ed25519 has hard ones only
     * @throws IllegalStateException if the keypair is closed
     */
    Keypair derive(Junction junction);

    /** Wipes the secret. Closing twice does no harm. */
    @Override
    void close();
}

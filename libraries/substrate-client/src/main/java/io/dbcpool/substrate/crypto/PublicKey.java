package io.dbcpool.substrate.crypto;

import io.dbcpool.substrate.crypto.address.AccountId;

/** A public key with its scheme. Its bytes are those of its account; not every account is a key's. */
public record PublicKey(KeyScheme scheme, AccountId account) {

    PublicKey(KeyScheme scheme, byte[] bytes) {
        this(scheme, AccountId.of(bytes));
    }

    /** Its 32 bytes, a copy. */
    public byte[] toBytes() {
        return account.toBytes();
    }

    /** Whether the signature is valid; {@link #check} says why not. */
    public boolean hasSigned(byte[] message, Signature signature) {
        return check(message, signature).isValid();
    }

    /** What is wrong with the signature, if anything is. */
    public SignatureCheck check(byte[] message, Signature signature) {
        if (signature.scheme() != scheme) {
            return SignatureCheck.OTHER_SCHEME;
        }
        return switch (scheme) {
            case SR25519 -> Schnorrkel.check(toBytes(), message, signature.toBytes());
            case ED25519 -> Ed25519Keypair.check(toBytes(), message, signature.toBytes());
        };
    }

    /**
     * The public key one soft junction further, without its secret.
     *
     * @throws UnsupportedJunctionException if the junction is hard, or the scheme has no soft ones
     * @throws IllegalArgumentException if this is no sr25519 key
     */
    public PublicKey derive(Junction junction) {
        if (junction.isHard() || scheme != KeyScheme.SR25519) {
            throw new UnsupportedJunctionException(scheme, "public keys are derived by soft junctions of sr25519 only");
        }
        return new PublicKey(scheme, Schnorrkel.deriveSoft(toBytes(), junction.chainCode()));
    }
}

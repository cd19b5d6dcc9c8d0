package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.scale.ScaleWriter;

/** A call with all that is signed with it: to be signed here, or by whoever holds the key. */
public final class SigningPayload {

    /** Longer ones are hashed before they are signed (sp-runtime, {@code SignedPayload::using_encoded}). */
    public static final int MAX_BYTES = 256;

    private static final int SIGNED = 0x80;

    private final byte[] call;
    private final byte[] sent;
    private final byte[] known;
    private final SigningTerms terms;

    SigningPayload(byte[] call, byte[] sent, byte[] known, SigningTerms terms) {
        this.call = call;
        this.sent = sent;
        this.known = known;
        this.terms = terms;
    }

    /** All of it, however long. */
    public byte[] whole() {
        return join(call, sent, known);
    }

    /** The bytes that are signed: all of it, or its Blake2b-256 if it is over {@value #MAX_BYTES} bytes. */
    public byte[] toSign() {
        return toSign(call, sent, known);
    }

    /** Under which it is signed. */
    public SigningTerms terms() {
        return terms;
    }

    /** @throws IllegalStateException if the keypair is closed */
    public SignedExtrinsic sign(Keypair keypair) {
        return with(keypair.publicKey(), keypair.sign(toSign()));
    }

    /**
     * The extrinsic with a signature that was made elsewhere. It is not checked: a node refuses a wrong one.
     *
     * @throws IllegalArgumentException if key and signature are of different schemes
     */
    public SignedExtrinsic with(PublicKey signer, Signature signature) {
        if (signer.scheme() != signature.scheme()) {
            throw new IllegalArgumentException("wanted a signature of %s, but found one of %s"
                    .formatted(signer.scheme().word(), signature.scheme().word()));
        }
        byte[] body = new ScaleWriter()
                .writeU8(SIGNED | ExtrinsicCodec.VERSION)
                .writeU8(0) // MultiAddress::Id
                .writeFixedBytes(signer.toBytes())
                .writeFixedBytes(signature.toMultiSignature())
                .writeFixedBytes(sent)
                .writeFixedBytes(call)
                .toByteArray();
        return new SignedExtrinsic(
                new ScaleWriter().writeBytes(body).toByteArray(),
                signer.account(),
                terms.nonce(),
                terms.lifetime().diesAt());
    }

    static byte[] toSign(byte[] call, byte[] sent, byte[] known) {
        return call.length + sent.length + known.length > MAX_BYTES
                ? Blake2b.hash256(call, sent, known)
                : join(call, sent, known);
    }

    private static byte[] join(byte[] call, byte[] sent, byte[] known) {
        return new ScaleWriter()
                .writeFixedBytes(call)
                .writeFixedBytes(sent)
                .writeFixedBytes(known)
                .toByteArray();
    }
}

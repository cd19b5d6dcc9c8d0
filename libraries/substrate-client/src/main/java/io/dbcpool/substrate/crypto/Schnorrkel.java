package io.dbcpool.substrate.crypto;

import cafe.cryptography.curve25519.CompressedRistretto;
import cafe.cryptography.curve25519.Constants;
import cafe.cryptography.curve25519.InvalidEncodingException;
import cafe.cryptography.curve25519.RistrettoElement;
import cafe.cryptography.curve25519.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What signer and verifier of sr25519 must agree on (schnorrkel's sign.rs, context.rs and derive.rs; context
 * {@code substrate} from sp-core).
 */
final class Schnorrkel {

    private static final int POINT_BYTES = 32;
    private static final byte[] CONTEXT = ascii("substrate");
    private static final byte[] PROTOCOL = ascii("Schnorr-sig");

    /**
     * Tells a signature of schnorrkel from one of ed25519: the highest bit of the scalar's 32 bytes, which no scalar
     * needs.
     */
    private static final int MARK = 0x80;

    private Schnorrkel() {}

    static Transcript signing(byte[] publicKey, byte[] message) {
        return new Transcript("SigningContext")
                .append("", CONTEXT)
                .append("sign-bytes", message)
                .append("proto-name", PROTOCOL)
                .append("sign:pk", publicKey);
    }

    static Scalar challenge(Transcript transcript, byte[] commitment) {
        return transcript.append("sign:R", commitment).challengeScalar("sign:c");
    }

    /** Derivation is no signing context, though it speaks of bytes to sign. */
    static Transcript derivation() {
        return new Transcript("SchnorrRistrettoHDKD").append("sign-bytes", new byte[0]);
    }

    static Transcript softDerivation(byte[] chainCode, byte[] publicKey) {
        return derivation().append("chain-code", chainCode).append("public-key", publicKey);
    }

    static byte[] timesGenerator(Scalar scalar) {
        return Constants.RISTRETTO_GENERATOR_TABLE.multiply(scalar).compress().toByteArray();
    }

    static byte[] encode(byte[] commitment, Scalar response) {
        byte[] signature = Arrays.copyOf(commitment, Signature.BYTES);
        System.arraycopy(response.toByteArray(), 0, signature, POINT_BYTES, POINT_BYTES);
        signature[Signature.BYTES - 1] |= (byte) MARK;
        return signature;
    }

    static SignatureCheck check(byte[] publicKey, byte[] message, byte[] signature) {
        if ((signature[Signature.BYTES - 1] & MARK) == 0) {
            return SignatureCheck.NOT_MARKED;
        }
        byte[] commitment = Arrays.copyOf(signature, POINT_BYTES);
        byte[] scalar = Arrays.copyOfRange(signature, POINT_BYTES, Signature.BYTES);
        scalar[POINT_BYTES - 1] &= 0x7f;
        Scalar response;
        try {
            response = Scalar.fromCanonicalBytes(scalar);
        } catch (IllegalArgumentException notReduced) {
            return SignatureCheck.NOT_CANONICAL;
        }
        RistrettoElement key;
        try {
            key = new CompressedRistretto(publicKey).decompress();
        } catch (InvalidEncodingException notOnTheGroup) {
            return SignatureCheck.NO_SUCH_KEY;
        }
        // Anybody can sign for the account of 32 zeros: schnorrkel lets them, and it proves nothing.
        if (key.equals(RistrettoElement.IDENTITY)) {
            return SignatureCheck.NO_SUCH_KEY;
        }
        Scalar challenge = challenge(signing(publicKey, message), commitment);
        byte[] expected = Constants.RISTRETTO_GENERATOR_TABLE
                .multiply(response)
                .subtract(key.multiply(challenge))
                .compress()
                .toByteArray();
        return Arrays.equals(expected, commitment) ? SignatureCheck.VALID : SignatureCheck.OTHER_KEY_OR_MESSAGE;
    }

    /**
     * The public key one soft junction further, which needs no secret. @throws IllegalArgumentException if it is no
     * sr25519 key
     */
    static byte[] deriveSoft(byte[] publicKey, byte[] chainCode) {
        try {
            RistrettoElement key = new CompressedRistretto(publicKey).decompress();
            Scalar step = softDerivation(chainCode, publicKey).challengeScalar("HDKD-scalar");
            return key.add(Constants.RISTRETTO_GENERATOR_TABLE.multiply(step))
                    .compress()
                    .toByteArray();
        } catch (InvalidEncodingException notOnTheGroup) {
            throw new IllegalArgumentException(
                    "the account is not the public key of an sr25519 keypair", notOnTheGroup);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.dbcpool.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Checks a receipt as somebody would who has the record, RFC 8785 and RFC 8032, and none of our code: nothing that made
 * the receipt is used here.
 */
public final class ReceiptProof {

    /** What stands before the 32 bytes of an Ed25519 public key in X.509 form (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_ID_DIGITS = 16;

    private ReceiptProof() {}

    /** Whether a signature is one of this text by this key: Ed25519, but for a simulation that has no time for it. */
    public interface SignatureCheck {

        SignatureCheck ED25519 = ReceiptProof::isEd25519;

        /** @param key the 32 bytes of the public key */
        boolean isOf(byte[] text, byte[] key, byte[] signature) throws GeneralSecurityException;
    }

    /** What is wrong with it; empty if it proves itself. */
    public static Optional<String> findFault(JsonNode receipt) {
        return findFault(receipt, SignatureCheck.ED25519);
    }

    static Optional<String> findFault(JsonNode receipt, SignatureCheck signatures) {
        try {
            ObjectNode signed = receipt.deepCopy();
            signed.remove(List.of("hash", "signature"));
            String hash = sha256(CanonicalJson.write(signed).getBytes(StandardCharsets.UTF_8));
            if (!hash.equals(receipt.path("hash").asText())) {
                return Optional.of("wanted the hash %s, found %s"
                        .formatted(hash, receipt.path("hash").asText()));
            }
            byte[] key = Base64.getDecoder().decode(receipt.path("publicKey").asText());
            String keyId = sha256(key).substring(0, KEY_ID_DIGITS);
            if (!keyId.equals(receipt.path("keyId").asText())) {
                return Optional.of("wanted the keyId %s of its key, found %s"
                        .formatted(keyId, receipt.path("keyId").asText()));
            }
            boolean signs = signatures.isOf(
                    hash.getBytes(StandardCharsets.US_ASCII),
                    key,
                    Base64.getDecoder().decode(receipt.path("signature").asText()));
            return signs ? Optional.empty() : Optional.of("its signature is not of its hash by its key");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of(e.toString());
        }
    }

    private static boolean isEd25519(byte[] text, byte[] key, byte[] signature) throws GeneralSecurityException {
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(join(key))));
        verifier.update(text);
        return verifier.verify(signature);
    }

    private static byte[] join(byte[] key) {
        byte[] encoded = new byte[X509_PREFIX.length + key.length];
        System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
        System.arraycopy(key, 0, encoded, X509_PREFIX.length, key.length);
        return encoded;
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

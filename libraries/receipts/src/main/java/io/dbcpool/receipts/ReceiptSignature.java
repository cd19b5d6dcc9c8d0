package io.dbcpool.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Whether one receipt is what its signer signed. */
public final class ReceiptSignature {

    /** What stands before the 32 bytes of an Ed25519 public key in X.509 form (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_BYTES = 32;

    private ReceiptSignature() {}

    /** What is wrong with it, in words; empty if it is as it was signed by the key that it names. */
    public static Optional<String> findFault(JsonNode receipt) {
        if (!receipt.isObject()) {
            return Optional.of(
                    "wanted a receipt, found " + receipt.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        String hash = ReceiptHash.of(receipt);
        if (!hash.equals(text(receipt, "hash"))) {
            return Optional.of("it was changed: its content has the hash %s, and it says %s"
                    .formatted(hash, shown(text(receipt, "hash"))));
        }
        try {
            byte[] key = Base64.getDecoder().decode(text(receipt, "publicKey"));
            if (key.length != KEY_BYTES || !ReceiptHash.keyId(key).equals(text(receipt, "keyId"))) {
                return Optional.of(
                        "its keyId %s is not that of its public key".formatted(shown(text(receipt, "keyId"))));
            }
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509(key))));
            verifier.update(hash.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(Base64.getDecoder().decode(text(receipt, "signature")))
                    ? Optional.empty()
                    : Optional.of("its signature is not that of its key over its hash");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of("its key or its signature cannot be read: " + e.getMessage());
        }
    }

    static String text(JsonNode receipt, String field) {
        return receipt.path(field).asText();
    }

    /** What a file holds may be of any length. */
    static String shown(String text) {
        return text.isEmpty() ? "none" : text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    private static byte[] x509(byte[] key) {
        byte[] encoded = new byte[X509_PREFIX.length + key.length];
        System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
        System.arraycopy(key, 0, encoded, X509_PREFIX.length, key.length);
        return encoded;
    }
}

package io.dbcpool.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Signs receipts as a watcher does, for histories that a test makes up. */
final class SignedReceipts {

    private final KeyPair keypair;
    private String head = "0".repeat(64);

    SignedReceipts() {
        try {
            keypair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    /** As JSON, the next of the chain. */
    ObjectNode sign(VacateCompleted draft) {
        try {
            byte[] encoded = keypair.getPublic().getEncoded();
            byte[] key = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
            ObjectNode receipt = EventCodec.json().valueToTree(draft);
            receipt.remove(List.of("hash", "signature"));
            receipt.put("publicKey", Base64.getEncoder().encodeToString(key));
            receipt.put("keyId", sha256(key).substring(0, 16));
            receipt.put("previousHash", head);
            head = sha256(CanonicalJson.write(receipt).getBytes(StandardCharsets.UTF_8));
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(keypair.getPrivate());
            signer.update(head.getBytes(StandardCharsets.US_ASCII));
            receipt.put("hash", head);
            receipt.put("signature", Base64.getEncoder().encodeToString(signer.sign()));
            return receipt;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 cannot sign with a key of its own", e);
        }
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

package io.dbcpool.receipts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** Signs receipts as a host does. */
final class Signer {

    private final KeyPair keypair;
    private String head = ReceiptChain.BEGINNING;

    Signer() {
        try {
            keypair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKey() {
        byte[] encoded = keypair.getPublic().getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    byte[] x509() {
        return keypair.getPublic().getEncoded();
    }

    ObjectNode sign(int number) {
        return sign(EventCodec.json().createObjectNode().put("vacateId", "vacate-" + number));
    }

    ObjectNode sign(ObjectNode content) {
        ObjectNode receipt = content.deepCopy();
        receipt.put("publicKey", publicKey());
        receipt.put("keyId", ReceiptHash.keyId(Base64.getDecoder().decode(publicKey())));
        receipt.put("previousHash", head);
        head = ReceiptHash.of(receipt);
        receipt.put("hash", head);
        receipt.put("signature", sign(head));
        return receipt;
    }

    private String sign(String hash) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(keypair.getPrivate());
            signer.update(hash.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

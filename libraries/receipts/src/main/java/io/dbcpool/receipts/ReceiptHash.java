package io.dbcpool.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;

/** What is signed of a receipt: SHA-256 of its JSON in RFC 8785 form, without {@code hash} and {@code signature}. */
public final class ReceiptHash {

    private static final int KEY_ID_DIGITS = 16;

    private ReceiptHash() {}

    /** In lower hex, 64 digits. Whatever the record holds in these two fields does not count. */
    public static String of(VacateCompleted receipt) {
        return ofOwn(EventCodec.json().valueToTree(receipt));
    }

    /** Of a receipt as it was read, with the fields that we do not know. */
    public static String of(JsonNode receipt) {
        return ofOwn(receipt.deepCopy());
    }

    private static String ofOwn(ObjectNode tree) {
        tree.remove(List.of("hash", "signature"));
        try {
            return sha256Hex(new JsonCanonicalizer(tree.toString()).getEncodedUTF8());
        } catch (IOException e) {
            throw new UncheckedIOException("what was read as JSON is none", e);
        }
    }

    /** The first 16 hex digits of SHA-256 of an Ed25519 public key's 32 bytes. */
    public static String keyId(byte[] publicKey) {
        return sha256Hex(publicKey).substring(0, KEY_ID_DIGITS);
    }

    public static String sha256Hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

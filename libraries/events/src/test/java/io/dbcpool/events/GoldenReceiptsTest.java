package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden receipts are what they say: a stranger with only the record can check them. */
class GoldenReceiptsTest {

    /** What X.509 puts before the 32 bytes of an Ed25519 key (RFC 8410). */
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    @ParameterizedTest
    @ValueSource(
            strings = {"dbc.vacates/vacate-completed", "dbc.vacates/vacate-failed", "dbc.vacates/vacate-with-evidence"})
    void theHashIsOfTheRecordAndTheSignatureOfTheHash(GoldenFile file) throws Exception {
        var receipt = file.tree();
        String hash = receipt.path("hash").textValue();
        byte[] signature = Base64.getDecoder().decode(receipt.path("signature").textValue());
        byte[] key = Base64.getDecoder().decode(receipt.path("publicKey").textValue());
        receipt.remove("hash");
        receipt.remove("signature");

        // RFC 8785 for what a receipt holds (ASCII text, whole numbers): members in order, no spaces.
        var canonical = new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
        byte[] text = canonical.writeValueAsBytes(canonical.treeToValue(receipt, Object.class));
        assertThat(sha256(text)).isEqualTo(hash);
        assertThat(sha256(key)).startsWith(receipt.path("keyId").textValue());
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey(key));
        verifier.update(hash.getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void theSecondIsChainedToTheFirst() {
        var first = new GoldenFile("dbc.vacates/vacate-completed").tree();
        var second = new GoldenFile("dbc.vacates/vacate-failed").tree();

        assertThat(first.path("previousHash").textValue()).isEqualTo("0".repeat(64));
        assertThat(second.path("previousHash")).isEqualTo(first.path("hash"));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static PublicKey publicKey(byte[] key) throws Exception {
        var encoded = HexFormat.of().parseHex(ED25519_PREFIX + HexFormat.of().formatHex(key));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}

package io.dbcpool.bonding.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.values.DbcAmount;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What an operator has signed.
 *
 * @param pool whose it is: the same key may serve several
 * @param requestId by which a repeat is known
 * @param verb as {@code ./pool chain plan} takes it
 * @param machine id or name; empty for none
 * @param mostReserved what it may reserve of the stash at most: its price, as it was shown when it was signed
 * @param expiresAt from then on it is not honoured
 */
public record SignedOrder(
        String pool,
        UUID requestId,
        String verb,
        String machine,
        List<String> arguments,
        DbcAmount mostReserved,
        Instant expiresAt) {

    /** The longest life: used ids are remembered for as long. */
    public static final Duration MOST_LIFE = Duration.ofHours(1);

    /** A sentence for the chain and a few ids. */
    static final int MOST_CHARS = 4_096;

    private static final Set<String> FIELDS =
            Set.of("pool", "requestId", "verb", "machine", "arguments", "mostReservedDbc", "expiresAt");

    /** What stands before the 32 bytes of an Ed25519 public key in X.509 form (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public SignedOrder {
        arguments = List.copyOf(arguments);
    }

    /** What came of reading. */
    public sealed interface Outcome {}

    /** It is the operator's, for this pool, and not over. */
    public record Genuine(SignedOrder order) implements Outcome {}

    /** @param reason what was wanted and what was found */
    public record Refused(String reason) implements Outcome {}

    /** @throws IllegalArgumentException if it is not base64 of the 32 bytes of such a key */
    public static PublicKey publicKey(String base64) {
        byte[] raw = Base64.getDecoder().decode(base64);
        byte[] encoded = new byte[X509_PREFIX.length + raw.length];
        System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, raw.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("wanted the 32 bytes of an Ed25519 public key: " + e.getMessage(), e);
        }
    }

    /** The text to sign. */
    public String text() {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("pool", pool);
        tree.put("requestId", requestId.toString());
        tree.put("verb", verb);
        tree.put("machine", machine);
        arguments.forEach(tree.putArray("arguments")::add);
        String most = mostReserved.toString();
        tree.put("mostReservedDbc", most.substring(0, most.indexOf(' ')));
        tree.put("expiresAt", expiresAt.toString());
        return tree.toString();
    }

    /** @return base64 */
    public static String sign(String text, PrivateKey key) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(key);
        signer.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signer.sign());
    }

    /** The signature comes first: what nobody of ours has signed is not looked into. */
    public static Outcome read(String text, String signature, PublicKey operator, String pool, Instant now) {
        if (text.length() > MOST_CHARS) {
            return new Refused("wanted at most %d characters, found %d".formatted(MOST_CHARS, text.length()));
        }
        if (!isSigned(text, signature, operator)) {
            return new Refused("wanted the signature of pool.bonding.operator-key, found another");
        }
        SignedOrder order;
        try {
            order = parse(text);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return new Refused("it cannot be read: " + e.getMessage());
        }
        if (!order.pool().equals(pool)) {
            return new Refused("wanted a request for pool %s, found one for %s".formatted(pool, order.pool()));
        }
        if (!now.isBefore(order.expiresAt())) {
            return new Refused("it expired at %s".formatted(order.expiresAt()));
        }
        if (order.expiresAt().isAfter(now.plus(MOST_LIFE))) {
            return new Refused("wanted a life of at most %d min, found one until %s"
                    .formatted(MOST_LIFE.toMinutes(), order.expiresAt()));
        }
        return new Genuine(order);
    }

    private static boolean isSigned(String text, String signature, PublicKey operator) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(operator);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static SignedOrder parse(String text) throws JsonProcessingException {
        JsonNode tree = JSON.readTree(text);
        if (!tree.isObject()) {
            throw new IllegalArgumentException("wanted an object");
        }
        for (String field : FIELDS) {
            boolean isFit = field.equals("arguments")
                    ? tree.path(field).isArray()
                    : tree.path(field).isTextual();
            if (!isFit) {
                throw new IllegalArgumentException(
                        "%s: wanted %s".formatted(field, field.equals("arguments") ? "a list of texts" : "a text"));
            }
        }
        List<String> arguments = new ArrayList<>();
        for (JsonNode argument : tree.path("arguments")) {
            if (!argument.isTextual()) {
                throw new IllegalArgumentException("arguments: wanted texts");
            }
            arguments.add(argument.asText());
        }
        return new SignedOrder(
                tree.path("pool").asText(),
                UUID.fromString(tree.path("requestId").asText()),
                tree.path("verb").asText(),
                tree.path("machine").asText(),
                arguments,
                DbcAmount.ofDbc(tree.path("mostReservedDbc").asText()),
                Instant.parse(tree.path("expiresAt").asText()));
    }
}

package io.dbcpool.substrate.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.substrate.crypto.address.InvalidAddressException;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/** A keystore's file: what is in which field. Fields that we do not know are no reason to refuse it. */
record KeystoreJson(KeyScheme scheme, Ss58Address address, String encoded, JsonNode meta) {

    /** A real one has about 500; names and notes of the owner may make it longer. */
    private static final int MAX_CHARACTERS = 1 << 16;

    private static final String VERSION = "3";
    private static final List<String> SEALING = List.of("scrypt", "xsalsa20-poly1305");
    private static final String CONTENT = "pkcs8";

    // Jackson quotes the source in its messages otherwise, and this source is not to be shown.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static KeystoreJson parse(String json) {
        if (json.length() > MAX_CHARACTERS) {
            throw new KeystoreException.Damaged("wanted a keystore of at most %d characters, but found %d"
                    .formatted(MAX_CHARACTERS, json.length()));
        }
        JsonNode file = read(json);
        requireSupported(file.path("encoding").path("version").asText(), VERSION, "encoding.version");
        requireSupported(words(file, "type"), SEALING, "encoding.type");
        return new KeystoreJson(
                scheme(words(file, "content")),
                address(file),
                file.path("encoded").asText(),
                file.path("meta"));
    }

    static JsonNode meta(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("whenCreated", System.currentTimeMillis());
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The sealed bytes; wallets of before 2020 wrote them as hex. */
    byte[] decode() {
        try {
            return encoded.startsWith("0x")
                    ? HexFormat.of().parseHex(encoded, 2, encoded.length())
                    : Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException neither) {
            throw new KeystoreException.Damaged("field encoded is neither base 64 nor hex");
        }
    }

    String write() {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("encoded", encoded);
        ObjectNode encoding = file.putObject("encoding");
        encoding.putArray("content").add(CONTENT).add(scheme.word());
        SEALING.forEach(encoding.putArray("type")::add);
        encoding.put("version", VERSION);
        file.put("address", address.toString());
        file.set("meta", meta.isObject() ? meta : JsonNodeFactory.instance.objectNode());
        return file.toString();
    }

    private static JsonNode read(String json) {
        try {
            JsonNode file = MAPPER.readTree(json);
            if (!file.isObject()) {
                throw new KeystoreException.Damaged("wanted a keystore's JSON object, but found none");
            }
            return file;
        } catch (JsonProcessingException broken) {
            throw new KeystoreException.Damaged("the keystore is no JSON from line %d, column %d on: is it cut off?"
                    .formatted(
                            broken.getLocation().getLineNr(),
                            broken.getLocation().getColumnNr()));
        }
    }

    private static List<String> words(JsonNode file, String field) {
        return StreamSupport.stream(file.path("encoding").path(field).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static void requireSupported(Object found, Object wanted, String field) {
        if (found.equals("") || found.equals(List.of())) {
            throw new KeystoreException.Damaged("field %s is missing: is this a keystore?".formatted(field));
        }
        if (!found.equals(wanted)) {
            throw new KeystoreException.Unsupported(
                    "wanted %s in field %s, but found %s".formatted(wanted, field, found));
        }
    }

    private static KeyScheme scheme(List<String> content) {
        return Arrays.stream(KeyScheme.values())
                .filter(scheme -> content.equals(List.of(CONTENT, scheme.word())))
                .findFirst()
                .orElseThrow(() -> new KeystoreException.Unsupported(
                        "wanted pkcs8 and sr25519 or ed25519 in field encoding.content, but found " + content));
    }

    private static Ss58Address address(JsonNode file) {
        try {
            return Ss58Address.parse(file.path("address").asText());
        } catch (InvalidAddressException refusal) {
            throw new KeystoreException.Damaged("field address: " + refusal.getMessage());
        }
    }
}

package io.dbcpool.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** RFC 8785, of JSON whose numbers are whole, as in all our records. */
final class CanonicalJson {

    /** Beyond it two numbers may be one in ECMAScript, on whose spelling the RFC is built. */
    private static final long MAX_SAFE = (1L << 53) - 1;

    private CanonicalJson() {}

    /** @throws IllegalArgumentException for a number that is not whole, or too large */
    static String write(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .sorted((a, b) -> a.getKey().compareTo(b.getKey())) // by UTF-16 units, as the RFC says
                    .map(member -> quote(member.getKey()) + ":" + write(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(CanonicalJson::write)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (node.isTextual()) {
            return quote(node.textValue());
        }
        if (node.isNumber()) {
            if (!node.isIntegralNumber() || !node.canConvertToLong() || Math.abs(node.longValue()) > MAX_SAFE) {
                throw new IllegalArgumentException("wanted a whole number up to 2^53, found " + node);
            }
            return Long.toString(node.longValue());
        }
        return node.toString();
    }

    private static String quote(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            switch (unit) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                case '\f' -> quoted.append("\\f");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (unit < ' ') {
                        quoted.append("\\u%04x".formatted(unit));
                    } else {
                        quoted.append((char) unit);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}

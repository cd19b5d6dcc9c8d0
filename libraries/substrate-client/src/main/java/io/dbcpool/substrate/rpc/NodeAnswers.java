package io.dbcpool.substrate.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** Reads the shapes that recur in a Substrate node's answers. All throw {@link MalformedAnswerException}. */
public final class NodeAnswers {

    private NodeAnswers() {}

    /** Bytes as {@code 0x} and hex digits. */
    public static byte[] bytes(JsonNode answer) {
        String hex = text(answer);
        if (!hex.startsWith("0x")) {
            throw wanted("0x and hex digits", answer);
        }
        try {
            return HexFormat.of().parseHex(hex, 2, hex.length());
        } catch (IllegalArgumentException noHex) {
            throw wanted("0x and hex digits", answer);
        }
    }

    /** As a node wants bytes: {@code 0x} and hex digits. */
    public static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    /** @throws MalformedAnswerException if it is not {@code 0x} and 64 hex digits */
    public static Hash256 hash(JsonNode answer) {
        try {
            return Hash256.parse(text(answer));
        } catch (IllegalArgumentException noHash) {
            throw wanted("a hash", answer);
        }
    }

    /** A header; its hash is computed, not believed. */
    public static Header header(JsonNode answer) {
        try {
            return Header.of(
                    hash(answer.path("parentHash")),
                    number(answer.path("number")),
                    hash(answer.path("stateRoot")),
                    hash(answer.path("extrinsicsRoot")),
                    list(answer.path("digest").path("logs"), NodeAnswers::text));
        } catch (IllegalArgumentException noHeader) {
            throw new MalformedAnswerException("wanted a block's header: " + noHeader.getMessage());
        }
    }

    /** The header of a block that was asked for by its hash. */
    public static Header header(JsonNode answer, Hash256 asked) {
        Header header = header(answer);
        if (!header.hash().equals(asked)) {
            throw new MalformedAnswerException(
                    "wanted the header of block %s, but found one that has hash %s".formatted(asked, header.hash()));
        }
        return header;
    }

    /** A number as hex text, as headers have it, or as a number. */
    public static long number(JsonNode answer) {
        if (answer.isIntegralNumber() && answer.canConvertToLong()) {
            return answer.longValue();
        }
        String hex = text(answer);
        try {
            if (hex.startsWith("0x")) {
                return Long.parseLong(hex, 2, hex.length(), 16);
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        throw wanted("a number", answer);
    }

    /** @throws MalformedAnswerException if it is no JSON string */
    public static String text(JsonNode answer) {
        if (!answer.isTextual()) {
            throw wanted("text", answer);
        }
        return answer.textValue();
    }

    /** @throws MalformedAnswerException if it is no JSON array */
    public static <T> List<T> list(JsonNode answer, Function<JsonNode, T> element) {
        if (!answer.isArray()) {
            throw wanted("a list", answer);
        }
        List<T> list = new ArrayList<>();
        answer.forEach(one -> list.add(element.apply(one)));
        return List.copyOf(list);
    }

    private static MalformedAnswerException wanted(String what, JsonNode found) {
        String shown = found.isMissingNode() ? "nothing" : found.toString();
        return new MalformedAnswerException(
                "wanted %s, but found %s".formatted(what, shown.length() > 80 ? shown.substring(0, 80) + "…" : shown));
    }
}
